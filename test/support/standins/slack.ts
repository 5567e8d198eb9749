import { Inbox } from './inbox';
import { jsonObject, unknownKeys, type Site, type SiteAnswer, type SiteRequest } from './site';

/** Arguments of chat.postMessage that a workflow of ours may send. */
export interface PostedMessage {
	readonly channel: string;
	readonly text: string;
}

export interface Slack {
	/** By host, for the gateway. */
	readonly sites: Readonly<Record<string, Site>>;
	readonly messages: Inbox<PostedMessage>;
}

export const slackHost = 'slack.com';

/** Slack cuts longer ones. */
const maxTextLength = 40_000;

const known = ['channel', 'text', 'mrkdwn', 'unfurl_links', 'unfurl_media'];
/** n8n's Slack node sends this option of its own, which Slack ignores. */
const ofTheNode = ['includeLinkToWorkflow'];

/**
 * A Slack workspace with these channels (as `#name`) and one app in all of them. As Slack does, it
 * answers 200 and says `ok: false` when it refuses. It takes plain messages, which is stricter than Slack.
 */
export function slackWorkspace(token: string, channels: readonly string[]): Slack {
	const messages = new Inbox<PostedMessage>();

	function answer(request: SiteRequest): SiteAnswer {
		const { method, path, headers, text: body } = request;
		if (path !== '/api/chat.postMessage') return refusal('unknown_method');
		if (method !== 'POST') return refusal('invalid_post_type');
		if (headers.authorization === undefined) return refusal('not_authed');
		if (headers.authorization !== `Bearer ${token}`) return refusal('invalid_auth');
		if (!/^application\/json\b/.test(headers['content-type'] ?? '')) {
			return refusal('invalid_post_type');
		}
		const message = jsonObject(body);
		if (message === undefined) return refusal('invalid_json');
		const [stranger] = unknownKeys(message, [...known, ...ofTheNode]);
		if (stranger !== undefined) return refusal(`invalid_arguments: ${stranger}`);
		const { channel, text } = message;
		if (typeof channel !== 'string' || !channels.includes(channel)) {
			return refusal('channel_not_found');
		}
		if (typeof text !== 'string' || text === '') return refusal('no_text');
		if (text.length > maxTextLength) return refusal('msg_too_long');
		messages.add({ channel, text });
		const ts = `1700000000.${String(messages.all.length).padStart(6, '0')}`;
		return { status: 200, body: { ok: true, channel, ts, message: { type: 'message', text, ts } } };
	}

	return { sites: { [slackHost]: answer }, messages };
}

function refusal(error: string): SiteAnswer {
	return { status: 200, body: { ok: false, error } };
}

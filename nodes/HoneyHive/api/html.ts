/** Whether a body is a web page, as a load balancer or a log-in sends it. */
export function isHtml(text: string): boolean {
	return /^\s*<(!doctype|html|head|body)/i.test(text);
}

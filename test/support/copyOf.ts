import type { IDataObject } from 'n8n-workflow';

/** Static data as n8n stores them: as JSON. In memory, they are objects that notice changes. */
export function copyOf(data: IDataObject): IDataObject {
	return JSON.parse(JSON.stringify(data)) as IDataObject;
}

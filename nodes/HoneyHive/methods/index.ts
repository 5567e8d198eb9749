import { getFields, searchFields } from './fieldChoices';
import { getFilterOperators, getFilterTypes } from './filterChoices';
import { searchProjects } from './searchProjects';
import { searchSessions } from './searchSessions';

/** What fills the editor's lists, for both nodes. */
export const methods = {
	listSearch: { searchFields, searchProjects, searchSessions },
	loadOptions: { getFields, getFilterOperators, getFilterTypes },
};

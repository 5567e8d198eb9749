import { getFields, searchFields } from './fieldChoices';
import { getFilterOperators, getFilterTypes } from './filterChoices';
import { searchProjects } from './searchProjects';

/** What fills the editor's lists, for both nodes. */
export const methods = {
	listSearch: { searchFields, searchProjects },
	loadOptions: { getFields, getFilterOperators, getFilterTypes },
};

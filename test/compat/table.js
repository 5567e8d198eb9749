/** Shows the results as one table: a row for each test, a column for each version of n8n. */
module.exports = class Table {
	onRunComplete(_contexts, { testResults }) {
		const versions = [...new Set(testResults.map(({ displayName }) => displayName.name))].sort(
			byNumbers,
		);
		const rows = new Map();
		const say = (line) => process.stdout.write(`${line}\n`);
		for (const { displayName, testResults: tests, failureMessage } of testResults) {
			for (const { fullName, status } of tests) {
				const row = rows.get(fullName) ?? new Map();
				rows.set(fullName, row.set(displayName.name, status === 'passed' ? 'yes' : 'NO'));
			}
			if (failureMessage) say(`${displayName.name}\n${failureMessage}`);
		}
		const width = Math.max(...[...rows.keys()].map(({ length }) => length));
		const line = (title, cells) =>
			say([title.padEnd(width), ...cells.map((cell) => cell.padStart(9))].join(' '));
		line('', versions);
		for (const [title, row] of rows)
			line(
				title,
				versions.map((version) => row.get(version) ?? '-'),
			);
	}
};

function byNumbers(a, b) {
	return a.localeCompare(b, 'en', { numeric: true });
}

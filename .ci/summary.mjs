// Prints each failed test of the reports named in the arguments, then a line of counts for each report. The counts come last,
// so that the end of a shortened log has them. Exits with 1 when a report is missing or says that something failed.
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const maxFailuresShown = 40;
const maxLinesOfMessage = 6;
const maxLineLength = 200;

const reports = process.argv.slice(2).map((path) => ({
  path,
  ...(existsSync(path) && JSON.parse(readFileSync(path, 'utf8'))),
}));

/** The beginning of a message, indented, without colours, empty lines and the test runner's own places. */
function beginningOf(message) {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s*at .*node_modules|^\s*at new Promise/.test(line));
  return lines.slice(0, maxLinesOfMessage).map((line) => `    ${line.slice(0, maxLineLength)}`);
}

/** Every failed test, and every file that failed outside its tests. */
function failuresOf({ testResults = [] }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(process.cwd(), name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    return failed.length === 0 && status === 'failed'
      ? [{ name: file, message }]
      : failed.map(({ fullName, failureMessages }) => ({
          name: `${file} > ${fullName}`,
          message: failureMessages.join('\n'),
        }));
  });
}

function countsOf({ path, testResults, numPassedTests, numFailedTests, numPendingTests }) {
  if (testResults === undefined) {
    return `no report at ${path}`;
  }
  const failedFiles = testResults.filter(({ status }) => status === 'failed').length;
  return `${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped; ${failedFiles} files failed`;
}

const failures = reports.flatMap(failuresOf);
for (const { name, message } of failures.slice(0, maxFailuresShown)) {
  console.log([`FAILED ${name}`, ...beginningOf(message)].join('\n'));
}
if (failures.length > maxFailuresShown) {
  console.log(`and ${failures.length - maxFailuresShown} more failures`);
}
for (const report of reports) {
  console.log(countsOf(report));
}
process.exitCode =
  failures.length > 0 || reports.some(({ testResults }) => testResults === undefined) ? 1 : 0;

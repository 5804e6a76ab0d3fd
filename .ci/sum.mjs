/**
 * Prints `N passed, N failed` over vitest's JSON reports, and fails when anything did: a test, a file that could
 * not be loaded, a report that is missing, or (first argument 1) a step before. What failed is told once more above
 * that line: in a long log the end is what is read, and often all that was kept.
 */
import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'

const [stepFailed, ...files] = process.argv.slice(2)
let passed = 0
let failed = 0
for (const file of files) {
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
  passed += report?.numPassedTests ?? 0
  failed += report?.numFailedTests ?? 0
  for (const told of failures(report)) console.log(told)
  // A run that failed without a failed test (a file that did not load, no report at all) counts as one.
  if (!report || (!report.success && report.numFailedTests === 0)) {
    console.log(`FAILED ${file}: ${report ? 'an error outside of the tests' : 'no report was written'}`)
    failed += 1
  }
}
if (stepFailed === '1') {
  console.log('A step failed: see above.')
  process.exitCode = 1
}
if (failed > 0 || passed === 0) process.exitCode = 1
console.log(`${passed} passed, ${failed} failed`)

/** Of each test that failed and each file that did not load: where it is, its name, the beginning of its error. */
function* failures(report) {
  for (const suite of report?.testResults ?? []) {
    const where = relative(process.cwd(), suite.name)
    if (suite.status === 'failed' && suite.message) yield `FAILED ${where}\n  ${begin(suite.message)}`
    for (const test of suite.assertionResults ?? []) {
      if (test.status === 'failed')
        yield `FAILED ${where} > ${test.fullName}\n  ${begin(test.failureMessages[0])}`
    }
  }
}

/** The first lines of an error, at most 600 characters. */
function begin(message = 'no message') {
  return message.split('\n').slice(0, 8).join('\n  ').slice(0, 600)
}

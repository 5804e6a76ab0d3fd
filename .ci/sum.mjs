/**
 * Prints `N passed, N failed` over vitest's JSON reports, and fails when anything did: a test, a file that could
 * not be loaded, a report that is missing, or (first argument 1) a step before.
 */
import { existsSync, readFileSync } from 'node:fs'

const [stepFailed, ...files] = process.argv.slice(2)
let passed = 0
let failed = 0
for (const file of files) {
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
  passed += report?.numPassedTests ?? 0
  failed += report?.numFailedTests ?? 0
  // A run that failed without a failed test (a file that did not load, no report at all) counts as one.
  if (!report || (!report.success && report.numFailedTests === 0)) failed += 1
}
if (stepFailed === '1') {
  console.log('A step failed: see above.')
  process.exitCode = 1
}
if (failed > 0 || passed === 0) process.exitCode = 1
console.log(`${passed} passed, ${failed} failed`)

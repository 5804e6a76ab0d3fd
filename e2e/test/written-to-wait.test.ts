/**
 * Pages draw again between two lines of a test, and machines are slow or fast: journeys wait for what is on the screen.
 * These ways to look at a page do not wait, and fail now and then.
 */
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const folder = fileURLToPath(new URL('..', import.meta.url))

const hasty: Record<string, RegExp> = {
  'each of .all() may be gone when it is asked: use evaluateAll': /\.all\(\)/,
  'a state read once is of one moment: use waitFor or expect.poll':
    /(expect|if)\s*\(\s*await [^;]*?\.is(Visible|Hidden|Enabled|Disabled|Checked|Editable)\(\)/,
  'a forced click hits whatever lies there': /click\(\{[^}]*force: true/,
  'time is nothing to wait for': /waitForTimeout|networkidle'/,
}

it.each(Object.entries(hasty))('no journey forgets to wait: %s', (_, pattern) => {
  const found = globSync('{src,test,long}/**/*.ts', { cwd: folder })
    .filter((path) => !path.endsWith('written-to-wait.test.ts'))
    .filter((path) =>
      readFileSync(`${folder}/${path}`, 'utf8')
        .split('\n')
        .some((line) => pattern.test(line)),
    )
  expect(found).toEqual([])
})

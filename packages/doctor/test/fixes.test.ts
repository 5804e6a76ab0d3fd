import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fixes } from '../src/fixes/index.ts'
import { proxyNames } from '../src/fixes/proxy-name.ts'

describe('the fixes', () => {
  it('are there for every proxy that can be recognised', () => {
    for (const name of proxyNames) expect(fixes[name].snippet.length).toBeGreaterThan(100)
  })

  it.each(Object.values(fixes).filter(({ file }) => file !== undefined))(
    'of $title are the file that the tests run',
    ({ file, snippet }) => {
      const documented = readFileSync(new URL(`../../../docs/proxies/${file}`, import.meta.url), 'utf8')
      expect(snippet).toBe(documented)
    },
  )
})

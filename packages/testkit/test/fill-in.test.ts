/** The ports of a test in a configuration of the documents, whatever digits those ports have. */
import { expect, it } from 'vitest'
import { fillIn } from '../src/proxies/proxy-options.ts'

const config = 'listen 8080;\nproxy_pass http://127.0.0.1:4600;\n'

it.each([
  ['46003', '36373'],
  ['33637', '46003'],
  ['80801', '8080'],
])('puts port %s in front of port %s', (port, upstream) => {
  const filled = fillIn(config, {
    'listen 8080': `listen 127.0.0.1:${port}`,
    '127.0.0.1:4600': `127.0.0.1:${upstream}`,
  })
  expect(filled).toBe(`listen 127.0.0.1:${port};\nproxy_pass http://127.0.0.1:${upstream};\n`)
})

it('leaves a port that only begins with 4600 as it is', () => {
  const withAnother = `${config}proxy_pass http://127.0.0.1:46003;\n`
  const filled = fillIn(withAnother, { '127.0.0.1:4600': '127.0.0.1:36373' })
  expect(filled).toContain('127.0.0.1:36373;\nproxy_pass http://127.0.0.1:46003;')
})

it('refuses a configuration without the text', () => {
  expect(() => fillIn(config, { 'bind :8080': 'bind :1' })).toThrow('does not contain "bind :8080"')
})

import { expect, it } from 'vitest'
import { nearestName } from './nearest-name.ts'
import { definitions } from './registry.ts'

const known = Object.values(definitions).map(({ name }) => name)

it.each([
  ['COPYDESK_PROT', 'COPYDESK_PORT'],
  ['COPYDESK_HSOT', 'COPYDESK_HOST'],
  ['COPYDESK_WEBSOCKET_ENABLED', 'COPYDESK_WEBSOCKETS_ENABLED'],
  ['COPYDESK_TRANSPORT', 'COPYDESK_TRANSPORTS'],
  ['COPYDESK_LOGLEVEL', 'COPYDESK_LOG_LEVEL'],
  ['copydesk_demo', 'COPYDESK_DEMO'],
  ['COPYDESKPORT', undefined],
])('takes %s for a slip of %s', (name, meant) => {
  expect(nearestName(name, known)).toBe(meant)
})

it.each([
  'COPYDESK_LDAP_BASE',
  'COPYDESK_BASE_PATH',
  'COPYDESK_TLS_CERT',
  'COPYDESK_REDIS',
  'COPYDESK_USER',
  'COPYDESK_X',
  'COPYDESK_DEBUG',
  'COPYDESK_',
])('takes %s for nothing that is known', (name) => {
  expect(nearestName(name, known)).toBeUndefined()
})

it('has a limit for long names too', () => {
  expect(nearestName('a-very-long-option-name', ['a-vary-lung-uption-neme'])).toBeUndefined()
})

import { describe, expect, it } from 'vitest'
import { decodeEmulationRequest } from './emulation.ts'

describe('decodeEmulationRequest', () => {
  it('takes the session, the node and the commands as text', () => {
    const request = { session: 's1', node: 'n1', data: '{"id":2,"rpc":{}}\n{}' }
    expect(decodeEmulationRequest(JSON.stringify(request))).toEqual(request)
    expect(decodeEmulationRequest('{"session":"s1","data":"{}"}')).toEqual({
      session: 's1',
      node: '',
      data: '{}',
    })
  })

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '{"session":"","data":"{}"}',
    '{"session":1,"data":"{}"}',
    '{"session":"s1","data":{}}',
    '{"session":"s1","node":7,"data":"{}"}',
    JSON.stringify({ session: 's'.repeat(256), data: '{}' }),
  ])('refuses %s', (body) => {
    expect(decodeEmulationRequest(body)).toBeNull()
  })
})

import { readConfig } from '@copydesk/hub/standalone'
import { describe, expect, it } from 'vitest'
import { hubGreeting } from './hub-greeting.ts'

function greet(written: object): string {
  const read = readConfig(written)
  if (!read.ok) throw new Error(read.faults.join('\n'))
  return hubGreeting(read.config, 8000).join('\n')
}

describe('the greeting of a hub that runs alone', () => {
  it('tells what is missing for it to be of any use', () => {
    const text = greet({})
    expect(text).toContain('none, so there are no channels: add channel.namespaces')
    expect(text).toContain('Clients: none: set client.token.hmac_secret_key')
    expect(text).toContain('closed until http_api.key is set')
    expect(text).not.toContain('INSECURE')
  })

  it('tells what is open, and to whom', () => {
    const insecure = { client: { insecure: true }, http_api: { insecure: true } }
    expect(greet(insecure).match(/INSECURE, for development only: .*/g)).toEqual([
      expect.stringContaining('client.insecure'),
      expect.stringContaining('http_api.insecure'),
    ])
    expect(greet({ ...insecure, address: '0.0.0.0' })).toContain('and other machines reach 0.0.0.0')
  })
})

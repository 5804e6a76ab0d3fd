/** A healthy server gives no false alarm, quickly; and what the doctor says holds no secret. */
import { runCopydesk, type StartedServer, startServer } from '@copydesk/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let server: StartedServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

describe('copydesk doctor at a healthy server', () => {
  it('finds nothing, and says what it looked at', async () => {
    const { code, stdout, stderr } = await runCopydesk(['doctor', server.url])
    expect([code, stderr]).toEqual([0, expect.stringContaining('Checking: WebSocket')])
    expect(stdout).toContain('All well.')
    expect(stdout).not.toContain('✗')
    expect(stdout).not.toContain('To paste into a ticket')
  })

  it('goes further with a token, whose text it never repeats', async () => {
    const admin = await server.signIn('admin')
    const { token } = await admin.post<{ token: string }>('/live/token')
    const ran = await runCopydesk(['doctor', server.url, '--token', token, '--direct', server.url, '--json'])
    expect(ran.code).toBe(0)
    const report = JSON.parse(ran.stdout)
    expect(report).toMatchObject({
      state: 'healthy',
      findings: [],
      middleTier: null,
      comparison: 'It works both ways, in public and directly.',
      evidence: {
        connect: { outcome: 'connected', pingSeconds: 25 },
        publication: { outcome: 'arrived' },
        report: { outcome: 'reported' },
      },
    })
    expect(ran.stdout + ran.stderr + server.logs()).not.toContain(token)
    expect(ran.stdout).not.toContain(token.slice(-20))
  })
})

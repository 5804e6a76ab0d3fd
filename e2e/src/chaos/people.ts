/** Who is in a run: Ada, who writes, and Ben, whom each comment mentions. */
import type { Id, SessionInfo } from '@copydesk/contract'
import { type ApiCaller, cookiesOf, createApiCaller } from '@copydesk/testkit'
import type { StartedNodes } from '@copydesk/testkit/nodes'

export interface Mentioned {
  id: Id
  caller: ApiCaller
  /** As a comment has it. */
  mention: string
}

const password = 'in the middle of everything'

export async function createPeople(nodes: StartedNodes): Promise<{ ada: ApiCaller; ben: Mentioned }> {
  const ada = await nodes.setUp({ name: 'Ada', email: 'ada@test.example', password })
  const { token } = await ada.post<{ token: string }>('/people/invitations', { role: 'editor' })
  const ben = { token, name: 'Ben', email: 'ben@test.example', password }
  const answer = await createApiCaller(nodes.url, '').send('POST', '/invitation/accept', ben)
  const { person } = (await answer.json()) as SessionInfo
  if (person === null) throw new Error('The invitation let nobody in')
  const caller = createApiCaller(nodes.url, cookiesOf(answer))
  return { ada, ben: { id: person.id, caller, mention: `@[Ben](person:${person.id})` } }
}

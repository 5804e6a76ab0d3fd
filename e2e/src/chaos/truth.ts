/** What is in the database when all is over: each list in the order of its journal. */
import { channels, type Id, type ProjectEvent } from '@copydesk/contract'
import type { FinalState } from '@copydesk/testkit/checker'
import { Client } from 'pg'
import { entryOf, listKinds, listsOf, type WrittenProject } from './lists.ts'

/** By the name of its list. */
export async function readTruth(url: string, projects: readonly WrittenProject[]): Promise<FinalState[]> {
  return inDatabase(url, async (client) => {
    const states: FinalState[] = []
    for (const { id } of projects) {
      const channel = channels.project(id)
      const { rows: heads } = await client.query('select epoch, head from channels where name = $1', [
        channel,
      ])
      const { rows } = await client.query<{ data: string }>(
        'select data from publications where channel = $1 order by "offset"',
        [channel],
      )
      const events = rows.map(({ data }) => JSON.parse(data) as ProjectEvent)
      const { epoch, head } = heads[0] as { epoch: string; head: string }
      for (const kind of listKinds) {
        const entries = events.flatMap((event) => entryOf[kind](event) ?? [])
        states.push({ channel: listsOf(id)[kind], epoch, offset: Number(head), entries })
      }
    }
    return states
  })
}

/** Comments of which this person was not told exactly once, with how often. */
export function readMistold(url: string, personId: Id): Promise<string[]> {
  return inDatabase(url, async (client) => {
    const { rows } = await client.query<{ body: string; told: number }>(
      `select body, count(notifications.id)::int as told
       from comments left join notifications on comment_id = comments.id and person_id = $1
       group by comments.id having count(notifications.id) <> 1`,
      [personId],
    )
    return rows.map(({ body, told }) => `told ${told} times: ${body}`)
  })
}

/** Opens a connection, hands it over and closes it, come what may. */
export async function inDatabase<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The operations of the server API, by which backends write into channels of their own. */
import { operation } from '../core/operation.ts'
import { batch, serverApi } from './method-schemas.ts'

const summaries: Record<keyof typeof serverApi, string> = {
  publish: 'Publish in a channel',
  broadcast: 'Publish the same in many channels',
  subscribe: 'Subscribe the connections of a user to a channel',
  unsubscribe: 'Unsubscribe the connections of a user from a channel',
  disconnect: 'End the connections of a user',
  refresh: 'Say until when the connections of a user are good',
  presence: 'List who is in a channel',
  presence_stats: 'Count who is in a channel',
  history: 'Read what a channel keeps',
  history_remove: 'Forget what a channel keeps',
  channels: 'List the channels that somebody is in',
  info: 'Describe the nodes',
}

const common = {
  method: 'POST',
  tag: 'server-api',
  access: 'public',
  credentials: ['apiKey'],
  errors: 'replies',
} as const

/** One per method, `serverPublish` for `publish`. */
const methods = (Object.keys(serverApi) as (keyof typeof serverApi)[]).map((name) =>
  operation({
    ...common,
    operationId: `server${camelCase(name)}`,
    path: `/api/${name}`,
    summary: summaries[name],
    body: serverApi[name].request,
    answer: { status: 200, description: 'Done, or why not', schema: serverApi[name].reply },
  }),
)

export const serverApiOperations = [
  ...methods,
  operation({
    ...common,
    operationId: 'serverBatch',
    path: '/api/batch',
    summary: 'Run several commands',
    body: batch.request,
    answer: { status: 200, description: 'A reply to each, in the same order', schema: batch.reply },
  }),
]

function camelCase(name: string): string {
  return name.replace(/(?:^|_)([a-z])/g, (_match, letter: string) => letter.toUpperCase())
}

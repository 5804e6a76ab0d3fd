/**
 * Runs calls of the server API that came as JSON: one, a batch, or lines of the older form that some SDKs pipeline.
 * Holds them against the key's scopes, the key's rate and the form of the request.
 */
import { type ErrorReply, errors, jsonElements, jsonTextAt } from '@copydesk/protocol'
import { z } from 'zod'
import { type ApiContext, type ApiReply, apiMethods, badRequest, replyText } from './api-methods.ts'
import { type ApiMethod, type ApiRequest, apiRequests, isApiMethod, withTexts } from './api-requests.ts'

export interface ApiCall {
  context: ApiContext
  /** What speaks against running so many commands now; undefined when nothing does. */
  tooFast(cost: number): ErrorReply | undefined
}

/** More commands in one request would keep others waiting. */
const maxCommands = 1_000

const batchRequest = z.object({
  commands: z
    .array(z.record(z.string(), z.unknown()), { error: 'must be a list of {method: params}' })
    .max(maxCommands, `must have at most ${maxCommands} commands`),
  parallel: z.boolean().nullish(),
})

/** One method with its parameters, and how these were written. */
export async function runCall(call: ApiCall, name: string, params: unknown, text: string): Promise<ApiReply> {
  if (!isApiMethod(name)) return { error: errors.methodNotFound }
  return plain(await run(call, name, withTexts(name, params, text)))
}

/** `{commands: [{publish: {…}}, …]}` gives `{replies: [{publish: result} or {error}, …]}`; `text` is how it was written. */
export async function runBatch(call: ApiCall, body: unknown, text: string): Promise<string> {
  const batch = batchRequest.safeParse(body)
  if (!batch.success) return replyText({ error: badRequest(faultOf(batch.error)) })
  const texts = jsonElements(jsonTextAt(text, 'commands') ?? '')
  const reply = async (command: Record<string, unknown>, index: number): Promise<string> => {
    const [name = '', ...others] = Object.keys(command)
    if (others.length > 0) return replyText({ error: badRequest('a command has one method') })
    const params = jsonTextAt(texts[index] ?? '', name) ?? ''
    return replyText(await runCall(call, name, command[name], params), name)
  }
  const { commands, parallel } = batch.data
  const replies = parallel ? await Promise.all(commands.map(reply)) : []
  if (!parallel) for (const [index, command] of commands.entries()) replies.push(await reply(command, index))
  return `{"replies":[${replies.join(',')}]}`
}

/** A line `{"method", "params"}` for each command gives a line `{"result"}` or `{"error"}` for each. */
export async function runLines(call: ApiCall, text: string): Promise<string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length === 0 || lines.length > maxCommands) {
    return replyText({ error: badRequest(`the body must have 1 to ${maxCommands} lines`) })
  }
  const replies: ApiReply[] = []
  for (const line of lines) {
    const command = lineRequest.safeParse(line)
    if (command.success) {
      const { method, params = {} } = command.data
      replies.push(await runCall(call, method, params, jsonTextAt(line, 'params') ?? ''))
    } else {
      replies.push({ error: badRequest('a line must be {"method", "params"}') })
    }
  }
  return replies.map((reply) => replyText(reply)).join('\n')
}

const lineRequest = z
  .string()
  .transform((line, context): unknown => {
    try {
      return JSON.parse(line)
    } catch {
      context.addIssue('is not JSON')
      return z.NEVER
    }
  })
  .pipe(z.object({ method: z.string(), params: z.unknown().optional() }))

async function run<Method extends ApiMethod>(
  { context, tooFast }: ApiCall,
  name: Method,
  params: unknown,
): Promise<ApiReply> {
  const { scope, run } = apiMethods[name]
  if (!context.key.scopes.includes(scope)) return { error: errors.permissionDenied }
  const request = apiRequests[name].safeParse(params)
  if (!request.success) return { error: badRequest(faultOf(request.error)) }
  const error = tooFast(costOf(request.data))
  if (error !== undefined) return { error }
  // The schema of a method gives what its handler takes; TypeScript cannot follow that through the two maps.
  return run(context, request.data as ApiRequest<Method>)
}

/** A broadcast is as many publications as it has channels. */
function costOf(request: object): number {
  return 'channels' in request && Array.isArray(request.channels) ? request.channels.length : 1
}

function faultOf({ issues }: z.ZodError): string {
  const [issue] = issues
  const place = issue?.path.join('.') || 'the body'
  return `${place} ${issue?.message ?? 'is not valid'}`
}

/** Errors as the API has them, without what only clients need. */
function plain(reply: ApiReply): ApiReply {
  if (!('error' in reply)) return reply
  const { code, message } = reply.error
  return { error: { code, message } }
}

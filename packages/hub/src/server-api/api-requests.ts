/** The bodies of the server API's methods, by name, as in Centrifugo. Checks their form; decides nothing. */
import { channelNameFault, compactJson, jsonTextAt } from '@copydesk/protocol'
import { z } from 'zod'

const text = z.string({ error: 'must be text' })
const filledText = text.min(1, 'must not be empty')
const channel = filledText.check(({ value, issues }) => {
  const message = channelNameFault(value)
  if (message !== null) issues.push({ code: 'custom', message, input: value })
})
const flag = z.boolean({ error: 'must be true or false' })
const integer = z.number({ error: 'must be a whole number' }).int('must be a whole number')
/** Of all names and values together, as JSON. */
const maxTagsLength = 4_096
const position = z.object({
  offset: integer.min(0, 'must not be negative').default(0),
  epoch: text.default(''),
})
/** What somebody publishes, as it was written: see `withTexts`. */
const jsonText = z.string()
/** What may be left out may be null or empty too: protobuf makes no difference. */
const optionalText = text.nullish().transform((value) => value || undefined)
const optionalFlag = flag.nullish().transform((value) => value === true)

/** Empty ones are none: protobuf makes no difference. */
const tags = z
  .record(z.string(), text, { error: 'must be an object of texts' })
  .nullish()
  .transform((all) => (all && Object.keys(all).length > 0 ? all : undefined))
  .refine(
    (all) => JSON.stringify(all ?? {}).length <= maxTagsLength,
    `must have at most ${maxTagsLength} characters`,
  )

/** Fields that would change what a publication means, and that are not understood here. */
const notUnderstood = ['b64data', 'version', 'version_epoch'] as const

const publication = {
  data: jsonText.optional(),
  skip_history: optionalFlag,
  tags,
  idempotency_key: optionalText.pipe(z.string().max(255, 'must have at most 255 characters').optional()),
  ...Object.fromEntries(notUnderstood.map((field) => [field, refused(field)])),
}

function refused(field: string) {
  return z
    .unknown()
    .optional()
    .refine((value) => !value, `is not available here: leave ${field} out`)
}

const target = { user: filledText, client: optionalText, session: optionalText }

export const apiRequests = {
  publish: z.object({ channel, ...publication }),
  broadcast: z.object({
    channels: z
      .array(channel, { error: 'must be a list of channels' })
      .min(1, 'must not be empty')
      .max(1_000, 'must have at most 1000 channels')
      .refine((names) => new Set(names).size === names.length, 'must not name a channel twice'),
    ...publication,
  }),
  subscribe: z.object({
    ...target,
    channel,
    info: jsonText.optional(),
    data: jsonText.optional(),
    recover_since: position.nullish(),
  }),
  unsubscribe: z.object({ ...target, channel }),
  disconnect: z.object({
    ...target,
    whitelist: z.array(text).nullish(),
    disconnect: z
      .object({
        code: integer.min(3000, 'must be from 3000 to 4999').max(4999, 'must be from 3000 to 4999'),
        reason: text.max(32, 'must have at most 32 characters').default(''),
      })
      .nullish(),
  }),
  refresh: z.object({ ...target, expired: optionalFlag, expire_at: integer.nullish() }),
  presence: z.object({ channel }),
  presence_stats: z.object({ channel }),
  history: z.object({
    channel,
    limit: integer.default(0),
    since: position.nullish(),
    reverse: optionalFlag,
  }),
  history_remove: z.object({ channel }),
  channels: z.object({ pattern: optionalText }),
  info: z.object({}),
}

/** Members that are passed on and not read here. */
const passedOn: Partial<Record<string, readonly string[]>> = {
  publish: ['data'],
  broadcast: ['data'],
  subscribe: ['info', 'data'],
}

/** The parameters of a method, which were written as `text`, with what is only passed on as JSON text in them. */
export function withTexts(method: ApiMethod, params: unknown, text: string): unknown {
  if (typeof params !== 'object' || params === null || Array.isArray(params)) return params
  const texts = (passedOn[method] ?? []).flatMap((name) => {
    const found = jsonTextAt(text, name)
    return found === undefined ? [] : [[name, compactJson(found)] as const]
  })
  return { ...params, ...Object.fromEntries(texts) }
}

export type ApiMethod = keyof typeof apiRequests
export type ApiRequest<Method extends ApiMethod> = z.output<(typeof apiRequests)[Method]>

export function isApiMethod(name: string): name is ApiMethod {
  return Object.hasOwn(apiRequests, name)
}

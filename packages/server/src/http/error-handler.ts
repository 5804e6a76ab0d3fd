/** The last stop of every request that failed: known refusals as they are, anything unknown logged and hidden. */
import type { ErrorCode, FieldError } from '@copydesk/contract'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../command/refusal.ts'
import { StorageFailure } from '../storage/storage-failure.ts'
import { sendProblem } from './problem.ts'

/** An answer is not longer than what was asked: fields at fault that are listed, and those named in the sentence. */
const maxErrors = 100
const maxErrorsInDetail = 10
const maxPathLength = 200

/** Fastify's own errors that are the caller's doing, as codes of the registry. */
const codeOfFastifyError: Record<string, ErrorCode> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed_json',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
}

export function installErrorHandler(app: FastifyInstance): void {
  app.setErrorHandler((error: Failed, request, reply) => answer(error, request, reply))
}

type Failed = FastifyError | Refusal | StorageFailure

function answer(error: Failed, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Refusal) return sendProblem(request, reply, error.code, error.message, error.extras)
  if (error instanceof StorageFailure) {
    request.log.error({ code: error.code, cause: String(error.cause), remedy: error.remedy }, error.message)
    return sendProblem(request, reply, error.code)
  }
  if (error.validation) {
    const place = error.validationContext === 'body' ? '' : `/${error.validationContext}`
    const errors = error.validation.slice(0, maxErrors).map((issue): FieldError => {
      const path = `${place}${issue.instancePath}`.slice(0, maxPathLength).toWellFormed()
      return { path, message: issue.message ?? 'is not valid' }
    })
    const shown = errors.slice(0, maxErrorsInDetail)
    const more = error.validation.length - shown.length
    const words = shown.map(({ path, message }) => `${path || '(body)'}: ${message}`)
    const detail = [...words, ...(more > 0 ? [`and ${more} more`] : [])].join('; ')
    return sendProblem(request, reply, 'invalid_request', detail, { errors })
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const limit = request.routeOptions.bodyLimit?.toLocaleString('en')
    return sendProblem(request, reply, 'payload_too_large', `The body may have at most ${limit} bytes.`)
  }
  const code = codeOfFastifyError[error.code]
  if (code) return sendProblem(request, reply, code, error.message)
  const status = error.statusCode ?? 500
  if (status === 429) return sendProblem(request, reply, 'too_many_requests', error.message)
  // Paths that the file server refuses, such as those with `..` in them.
  if (status === 403 || status === 404) return sendProblem(request, reply, 'not_found')
  if (status >= 400 && status < 500) return sendProblem(request, reply, 'invalid_request', error.message)
  request.log.error({ err: error }, 'request failed')
  return sendProblem(request, reply, 'internal')
}

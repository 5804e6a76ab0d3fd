/** What a route takes from its operation in the contract: the schemas of its requests, and who may ask. */
import type { Operation } from '@copydesk/contract/operations'
import type { FastifyContextConfig } from 'fastify'

type FieldOf<O, Name extends keyof Operation, As extends string> =
  O extends Record<Name, infer Schema> ? Record<As, Schema> : object

export interface RouteOf<O extends Operation> {
  config: FastifyContextConfig
  schema: FieldOf<O, 'params', 'params'> & FieldOf<O, 'query', 'querystring'> & FieldOf<O, 'body', 'body'>
}

/** The options of an operation's route. */
export function routeOf<O extends Operation>({ access, orManager, params, query, body }: O): RouteOf<O> {
  const schema = {
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body }),
  }
  return { config: configOf(access, orManager), schema: schema as RouteOf<O>['schema'] }
}

function configOf(access: Operation['access'], orManager = false): FastifyContextConfig {
  switch (access) {
    case 'public':
      return { isPublic: true }
    case 'caller':
      return { forServices: true }
    case 'person':
      return {}
    default:
      return { action: access, orManager }
  }
}

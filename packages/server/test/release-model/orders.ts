/** What is sent at the same moment happens in some order: the model is asked which. */
import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import { applyToModel } from './apply.ts'
import type { Model, ModelCommand } from './model.ts'

/** In some order, the model accepts and refuses the same and becomes the same; `last` is what follows in any of them. */
export function expectOneOf(
  before: Model,
  commands: readonly ModelCommand[],
  accepted: readonly boolean[],
  after: Model,
  last: readonly ModelCommand[] = [],
): void {
  let nearest: { accepted: boolean[]; after: Model } | undefined
  /** Whether it comes out so when these follow, in some order. */
  const follow = (model: Model, left: readonly number[], outcomes: readonly boolean[]): boolean => {
    if (left.length === 0) {
      for (const command of last) applyToModel(model, command)
      nearest = { accepted: [...outcomes], after: model }
      return isDeepStrictEqual(nearest, { accepted, after })
    }
    return left.some((index) => {
      const next = structuredClone(model)
      const isAccepted = applyToModel(next, commands[index] as ModelCommand)
      if (isAccepted !== accepted[index]) {
        nearest ??= { accepted: outcomes.with(index, isAccepted), after: next }
        return false
      }
      return follow(
        next,
        left.filter((one) => one !== index),
        outcomes.with(index, isAccepted),
      )
    })
  }
  const all = commands.map((_, index) => index)
  if (!follow(structuredClone(before), all, accepted)) {
    expect({ accepted, after }, `after ${JSON.stringify(commands)}`).toEqual(nearest)
  }
}

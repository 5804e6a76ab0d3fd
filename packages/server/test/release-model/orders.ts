/** What is sent at the same moment happens in some order: the model is asked which. */
import { expect } from 'vitest'
import { applyToModel } from './apply.ts'
import type { Model, ModelCommand } from './model.ts'

/** In some order, the model accepts and refuses the same and becomes the same. */
export function expectOneOf(
  before: Model,
  commands: readonly ModelCommand[],
  accepted: readonly boolean[],
  after: Model,
): void {
  let nearest: unknown
  for (const order of ordersOf(commands.map((_, index) => index))) {
    const model = structuredClone(before)
    const outcomes = [...accepted]
    for (const index of order) outcomes[index] = applyToModel(model, commands[index] as ModelCommand)
    nearest = { accepted: outcomes, after: model }
    if (isSame(nearest, { accepted, after })) return
  }
  expect({ accepted, after }, `after ${JSON.stringify(commands)}`).toEqual(nearest)
}

function isSame(a: unknown, b: unknown): boolean {
  try {
    expect(a).toEqual(b)
    return true
  } catch {
    return false
  }
}

function ordersOf(list: readonly number[]): number[][] {
  if (list.length === 0) return [[]]
  return list.flatMap((first) =>
    ordersOf(list.filter((one) => one !== first)).map((rest) => [first, ...rest]),
  )
}

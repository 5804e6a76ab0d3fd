import { describe, expect, it } from 'vitest'
import { sayShortage, sayWaiting } from './approval-words.ts'

const seven = ['Anna', 'Ben', 'Cleo', 'Dora', 'Emil', 'Fay', 'Gus']

describe('whom approvals wait for', () => {
  it.each([
    [['Rosa Marchetti'], 1, 'Waits for Rosa Marchetti.'],
    [['you'], 1, 'Waits for you.'],
    [['Anna', 'Ben'], 1, 'Waits for Anna or Ben.'],
    [['Anna', 'Ben'], 2, 'Waits for Anna and Ben.'],
    [['Anna', 'Ben', 'you'], 1, 'Waits for Anna, Ben or you.'],
    [['Anna', 'Ben', 'Cleo'], 2, 'Waits for 2 of Anna, Ben and Cleo.'],
    [['Anna', 'Ben', 'Cleo'], 3, 'Waits for Anna, Ben and Cleo.'],
    [seven, 1, 'Waits for one of Anna, Ben, Cleo, Dora, Emil, Fay and 1 more.'],
    [seven, 7, 'Waits for Anna, Ben, Cleo, Dora, Emil, Fay and 1 more.'],
  ])('%j, %i missing', (names, missing, words) => {
    expect(sayWaiting(names, missing)).toBe(words)
  })

  it.each([
    [[], 1, '1 more asked for, and nobody is left'],
    [['Anna'], 2, '2 more asked for, and only Anna is left'],
    [['you'], 2, '2 more asked for, and only you are left'],
    [['Anna', 'Ben'], 3, '3 more asked for, and only Anna and Ben are left'],
  ])('too few: %j, %i missing', (names, missing, words) => {
    expect(sayWaiting(names, missing)).toBe(
      `${words} to approve. An administrator or project manager can overrule the rule.`,
    )
  })
})

describe('a step that cannot be met', () => {
  it.each([
    [1, 0, 'asks for an approval, and nobody can give it'],
    [2, 1, 'asks for 2 approvals, and only one person can give them'],
    [3, 2, 'asks for 3 approvals, and only 2 people can give them'],
  ])('%i of %i', (needed, available, words) => {
    expect(sayShortage({ needed, available })).toBe(words)
  })
})

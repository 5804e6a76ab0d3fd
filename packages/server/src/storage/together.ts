/**
 * Statements of one transaction that need nothing of each other go to the database one behind the other, without a wait
 * for each answer between them: a locked row is held for one way there and back instead of several.
 */

/**
 * Resolves with the answers of all. Throws what failed first, once the last has answered: nothing of a transaction may
 * still be under way when it ends, or it would be carried out outside of it. They reach the database in this order as
 * long as each is one statement.
 */
export async function together<T extends readonly Promise<unknown>[]>(
  steps: [...T],
): Promise<{ -readonly [Index in keyof T]: Awaited<T[Index]> }> {
  const allSettled = Promise.allSettled(steps)
  try {
    return await Promise.all(steps)
  } finally {
    await allSettled
  }
}

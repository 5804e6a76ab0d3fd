/** Milliseconds until the whole answer to a GET is there. */
export async function readWhole(url: string, cookie: string): Promise<number> {
  const start = performance.now()
  // Nothing is compressed on the way.
  const answer = await fetch(url, { headers: { cookie, 'accept-encoding': 'identity' } })
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  return performance.now() - start
}

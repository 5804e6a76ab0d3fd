/** Bodies of answers, read piece by piece, so that it is seen whether something comes. */

/** Reads a body to its end; `heard` is called for every piece. */
export async function readText(response: Response, heard: () => void): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return response.text()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    heard()
    text += decoder.decode(value, { stream: true })
  }
}

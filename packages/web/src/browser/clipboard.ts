/**
 * Puts texts into the clipboard, also on pages that came by plain HTTP: `navigator.clipboard` is there on secure pages
 * only, the older command everywhere. To be called while a press is handled, as browsers demand.
 */

/** False where the browser does not allow it. Never rejects. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyByCommand(text)
  }
}

/** The command copies what is selected, so the text is selected for a moment in a field that nobody sees. */
function copyByCommand(text: string): boolean {
  const focused = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  Object.assign(field.style, { position: 'fixed', top: '0', opacity: '0', pointerEvents: 'none' })
  field.setAttribute('aria-hidden', 'true')
  // Beside what has the focus: a dialog takes the focus back from what is outside it.
  const place = focused?.parentElement ?? document.body
  place.append(field)
  try {
    field.focus({ preventScroll: true })
    field.setSelectionRange(0, text.length)
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    field.remove()
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true })
  }
}

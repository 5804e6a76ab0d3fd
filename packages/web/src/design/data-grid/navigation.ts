/** Where the keys lead. Pure; the grid moves the focus. */

/** The row that a key leads to from row `index`, or null if the key does not move between rows. */
export function rowByKey(key: string, index: number, rowCount: number, pageSize: number): number | null {
  const last = rowCount - 1
  const clamp = (target: number) => Math.max(0, Math.min(last, target))
  switch (key) {
    case 'ArrowDown':
      return clamp(index + 1)
    case 'ArrowUp':
      return clamp(index - 1)
    case 'PageDown':
      return clamp(index + pageSize)
    case 'PageUp':
      return clamp(index - pageSize)
    case 'Home':
      return clamp(0)
    case 'End':
      return clamp(last)
    default:
      return null
  }
}

/** Controls that arrow keys step through within a row or the header. */
export const controlSelector =
  'a[href], button:not([disabled]), input:not([disabled]), [role="button"]:not([aria-disabled="true"])'

/** The control after (or before) the focused one; null at the end, where the focus goes back to the row. */
export function neighbour(container: Element, from: Element, step: 1 | -1): HTMLElement | null {
  const controls = [...container.querySelectorAll<HTMLElement>(controlSelector)]
  const position = controls.indexOf(from as HTMLElement)
  if (position === -1) return (step === 1 ? controls[0] : null) ?? null
  return controls[position + step] ?? null
}

/** Arrow keys there belong to the text. */
export function isTextField(element: Element): boolean {
  return element.matches('textarea, [contenteditable="true"], input:not([type="checkbox"], [type="radio"])')
}

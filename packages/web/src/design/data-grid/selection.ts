/** Which rows are selected after a key or a click. Pure. */

/** The set with `id` in it if it was out, and out of it if it was in. */
export function toggled(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected)
  if (!next.delete(id)) next.add(id)
  return next
}

/** The set without these where it has them all, else with them all. */
export function allToggled(selected: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> {
  const all = new Set(ids)
  const isOn = selectionState(selected, ids) === 'on'
  return isOn ? new Set([...selected].filter((id) => !all.has(id))) : new Set([...selected, ...all])
}

/** The set plus every row from one to the other, both included, whichever comes first. */
export function extended(
  selected: ReadonlySet<string>,
  ids: readonly string[],
  fromId: string,
  toId: string,
): ReadonlySet<string> {
  const from = ids.indexOf(fromId)
  const to = ids.indexOf(toId)
  if (to === -1) return selected
  const [start, end] = from === -1 ? [to, to] : [Math.min(from, to), Math.max(from, to)]
  return new Set([...selected, ...ids.slice(start, end + 1)])
}

/** How many of the rows are selected. */
export function selectionState(selected: ReadonlySet<string>, ids: readonly string[]): 'on' | 'off' | 'some' {
  const count = ids.reduce((sum, id) => sum + Number(selected.has(id)), 0)
  if (count === 0) return 'off'
  return count === ids.length ? 'on' : 'some'
}

/**
 * Where the focus goes when what had it goes away, by one's own act or somebody else's: the one rule for all screens.
 * In this order: what took its place; the owner that it names (`data-focus-owner`, found by `data-focus-target`); what
 * came next, what came before; the element around it; and so on outwards, in the end `main`. What lay over the page is
 * followed by what had the focus before, and so is what lies over a list (`data-focus-over`). It watches the document
 * and knows no screen.
 */

/** Where a node was when it was taken out of the document. */
interface Grave {
  parent: Node
  previous: Node | null
  next: Node | null
}

const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), select:not(:disabled), [tabindex], [contenteditable="true"]'
/** Elements that had the focus lately are kept, since what had it last may have lain over the page. */
const rememberedCount = 8

/** Keeps the focus within the document until the function that it returns is called. */
export function keepFocus(): () => void {
  const graves = new WeakMap<Node, Grave>()
  let remembered: Element[] = []
  let frame = 0

  const onFocusIn = ({ target }: FocusEvent) => {
    if (!(target instanceof Element) || target === document.body) return
    remembered = [...remembered.filter((element) => element !== target), target].slice(-rememberedCount)
  }
  const onFocusOut = ({ target, relatedTarget }: FocusEvent) => {
    if (relatedTarget !== null || !(target instanceof Element)) return
    // Whoever presses an empty place lets go of the focus, and keeps it so.
    queueMicrotask(() => {
      if (document.hasFocus() && isThere(target) && isNowhere()) remembered = []
    })
  }
  const observer = new MutationObserver((records) => {
    for (const { target, previousSibling, nextSibling, removedNodes } of records) {
      removedNodes.forEach((node, index) => {
        const previous = removedNodes[index - 1] ?? previousSibling
        graves.set(node, { parent: target, previous, next: removedNodes[index + 1] ?? nextSibling })
      })
    }
    if (!isLost()) return
    cancelAnimationFrame(frame)
    // Two frames: overlays that close give the focus back within one.
    frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(restore)
    })
  })

  const isLost = () => {
    const last = remembered.at(-1)
    return last !== undefined && isNowhere() && !isThere(last)
  }
  function restore(): void {
    if (!isLost()) return
    for (const element of remembered.toReversed()) {
      const next = isThere(element) ? element : successorOf(element, graves)
      if (!(next instanceof HTMLElement)) continue
      next.focus({ preventScroll: true })
      next.scrollIntoView({ block: 'nearest' })
      if (!isNowhere()) return
    }
    document.querySelector('main')?.focus({ preventScroll: true })
  }

  document.addEventListener('focusin', onFocusIn)
  document.addEventListener('focusout', onFocusOut)
  observer.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled', 'inert', 'hidden'],
  })
  return () => {
    cancelAnimationFrame(frame)
    observer.disconnect()
    document.removeEventListener('focusin', onFocusIn)
    document.removeEventListener('focusout', onFocusOut)
  }
}

/** What takes the focus over from an element that cannot have it any more; null for what lay over something. */
function successorOf(lost: Element, graves: WeakMap<Node, Grave>): Element | null {
  for (let node: Node = lost; ; ) {
    const grave = node.isConnected || node.parentNode !== null ? undefined : graves.get(node)
    const parent: Node | null = grave?.parent ?? node.parentNode
    if (parent === null || parent === document.body) return null
    // Another screen stands there as a whole, after signing in for instance: its beginning, past what leads there.
    if (parent instanceof Element && parent.id === 'root') return document.querySelector('main')
    const previous = grave === undefined ? node.previousSibling : living(grave, 'previous', graves)
    const next = grave === undefined ? node.nextSibling : living(grave, 'next', graves)
    if (parent.isConnected) {
      const first = previous === null ? parent.firstChild : previous.nextSibling
      const found =
        (grave && firstIn(first, next)) ??
        ownerOf(node) ??
        (isOver(node) ? null : around(parent, previous, next))
      if (found !== null || isOver(node)) return found
    } else {
      const owner = ownerOf(node)
      if (owner !== null) return owner
    }
    node = parent
  }
}

/** What comes next, what came before, or the element around them. */
function around(parent: Node, previous: Node | null, next: Node | null): Element | null {
  const found = tabStopAround(parent) ?? firstIn(next, null) ?? lastBefore(previous)
  return found ?? (parent instanceof Element && isUsable(parent) ? parent : null)
}

/** The nearest neighbour that is still there. */
function living(grave: Grave, side: 'previous' | 'next', graves: WeakMap<Node, Grave>): Node | null {
  let neighbour = grave[side]
  while (neighbour !== null && neighbour.parentNode !== grave.parent) {
    neighbour = graves.get(neighbour)?.[side] ?? null
  }
  return neighbour
}

/** It lies over a list: who was in it comes back to where they were before. */
function isOver(node: Node): boolean {
  return node instanceof HTMLElement && node.dataset.focusOver !== undefined
}

function ownerOf(node: Node): Element | null {
  const name = node instanceof HTMLElement ? node.dataset.focusOwner : undefined
  if (name === undefined) return null
  const owner = document.querySelector(`[data-focus-target="${CSS.escape(name)}"]`)
  return owner && (tabStopAround(owner) ?? (isUsable(owner) ? owner : firstWithin(owner)))
}

/** Grids say themselves which of their rows is next. */
function tabStopAround(node: Node): Element | null {
  const grid = node instanceof Element ? node.closest('[role="grid"]') : null
  return grid?.querySelector('[tabindex="0"]') ?? null
}

/** The first element that can have the focus, from `start` up to `end` without it. */
function firstIn(start: Node | null, end: Node | null): Element | null {
  for (let node = start; node !== null && node !== end; node = node.nextSibling) {
    const found = node instanceof Element ? (isUsable(node) ? node : firstWithin(node)) : null
    if (found !== null) return found
  }
  return null
}

/** A row that begins with something smaller, such as a checkbox, names what leads on (`data-focus-lead`). */
function firstWithin(element: Element): Element | null {
  const first = [...element.querySelectorAll(focusable)].find(isUsable) ?? null
  const lead = first?.closest('li')?.querySelector('[data-focus-lead]')
  return lead && element.contains(lead) && isUsable(lead) ? lead : first
}

function lastBefore(start: Node | null): Element | null {
  for (let node = start; node !== null; node = node.previousSibling) {
    if (!(node instanceof Element)) continue
    const found = [...node.querySelectorAll(focusable)].findLast(isUsable) ?? (isUsable(node) ? node : null)
    if (found !== null) return found
  }
  return null
}

/** Whether it is there, seen, and can have the focus. */
function isThere(element: Element): boolean {
  if (!element.isConnected || !element.matches(focusable) || element.closest('[inert]') !== null) return false
  return element.checkVisibility({ visibilityProperty: true })
}

/** The same, and fit to be led to: controls out of the tab order belong to another element. */
function isUsable(element: Element): boolean {
  const isControl = element.matches('a, button, input, textarea, select')
  return isThere(element) && !(isControl && element.matches('[tabindex="-1"]'))
}

function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body
}

/**
 * The keys that act now: lists of them come and go with what is on the screen, and both what a press does and what the
 * help shows are taken from here. Single keys never act while one types or something lies over the page; who is in the
 * way of them, since a screen reader or a voice presses them by mistake, switches them off.
 */
import { sharedName } from '../../base-path.ts'
import { keepText, recallText } from '../../browser/storage.ts'
import { isTypedInto, keyNameOf } from './key-press.ts'

export interface Key {
  /** As `keyNameOf` names it: `s`, `?`, `Delete`, `Mod+k`. */
  key: string
  /** What it does: "Set the status". */
  words: string
  /** `focused` is what has the focus. Absent where the key is handled elsewhere and only shown here. */
  run?: (focused: Element) => void
  /** Acts again while it is held down. */
  repeats?: boolean
  /** Where one types, the text has it. */
  isOfTexts?: boolean
}

export interface KeyGroup {
  /** Where they act: "On an item". */
  title: string
  keys: readonly Key[]
  /** They act on every screen, after its own. */
  isEverywhere?: boolean
}

const storageName = sharedName('copydesk.single-keys')
export const isApple = /Mac|iP(hone|ad)/.test(globalThis.navigator?.platform ?? '')

export class KeyRegistry {
  #groups: readonly KeyGroup[] = []
  #isOn = recallText(storageName) !== 'off'
  readonly #listeners = new Set<() => void>()

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** The lists that hold now: those of the screen, the last one first, then those of everywhere. */
  readonly groups = (): readonly KeyGroup[] => this.#groups

  /** Whether single keys act; those with Ctrl or Cmd always do. */
  readonly areSingleKeysOn = (): boolean => this.#isOn

  setSingleKeysOn(isOn: boolean): void {
    this.#isOn = isOn
    keepText(storageName, isOn ? 'on' : 'off')
    this.#tell()
  }

  /** Adds a list, until the function that it returns is called. */
  add(group: KeyGroup): () => void {
    const isLast = group.isEverywhere === true
    this.#groups = isLast ? [...this.#groups, group] : [group, ...this.#groups]
    this.#tell()
    return () => {
      this.#groups = this.#groups.filter((one) => one !== group)
      this.#tell()
    }
  }

  /** Does what the key is there for; the first list that has it wins. */
  press(event: KeyboardEvent): void {
    const name = event.defaultPrevented ? null : keyNameOf(event, isApple)
    const focused = document.activeElement ?? document.body
    if (name === null || !this.#mayAct(name, focused)) return
    const found = this.#groups.flatMap(({ keys }) => keys).find(({ key, run }) => key === name && run)
    if (found === undefined || (found.isOfTexts === true && isTypedInto(focused))) return
    event.preventDefault()
    if (!event.repeat || found.repeats === true) found.run?.(focused)
  }

  #mayAct(name: string, focused: Element): boolean {
    const isOverPage = focused !== document.body && focused.closest('#root') === null
    if (isOverPage) return false
    return name.startsWith('Mod+') || (this.#isOn && !isTypedInto(focused))
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

/** Of this page. */
export const keyRegistry = new KeyRegistry()

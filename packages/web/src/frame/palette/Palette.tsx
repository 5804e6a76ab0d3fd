/**
 * Ctrl-K: finds projects, content, people and commands, in the ARIA combobox pattern: the focus stays in the field and
 * the arrows walk the list. Nothing typed: what was opened lately. No command can be hit by mistake while the server
 * has not answered the words in the field.
 */
import {
  useCommands,
  useDesk,
  useInboxCounts,
  useLiveSnapshot,
  usePeople,
  useProjects,
} from '@copydesk/react'
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useSyncExternalStore } from 'react'
import { Autocomplete, Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components'
import { useNavigate } from 'react-router'
import { Dialog, PickerSearch, SkeletonRows, Spoken } from '../../design/index.ts'
import { markAllRead } from '../../notifications/mark-all-read.ts'
import { useMay } from '../../people/use-may.ts'
import { useSignOut } from '../../session/session-context.ts'
import { palette } from '../open-state.ts'
import { undoHistory } from '../undo/undo.ts'
import { type Choice, commandsFor, foundSections, recentChoices, type Section } from './choices.ts'
import styles from './Palette.module.css'
import { keepPlaces, type RecentPlace, stillKnown, useRecentPlaces } from './recent.ts'
import { useSearch } from './use-search.ts'

export interface PaletteProps {
  /** What is in the field, also before this code was there. */
  words: string
  onWords: (words: string) => void
  /** Its own field is on the screen. */
  onDrawn: () => void
}

export function Palette({ words: input, onWords, onDrawn }: PaletteProps) {
  const { person } = useDesk()
  const navigate = useNavigate()
  const typed = input.trim()
  const { found, isAnswer, failure } = useSearch(typed)
  const surroundings = useSurroundings()
  const recent = useRecentPlaces(person.id)
  useForgetful(recent)

  const commands = isAnswer ? commandsFor(typed, surroundings) : []
  const sections: Section[] = [
    { title: 'Opened lately', choices: typed === '' ? recentChoices(recent, surroundings) : [] },
    ...foundSections(found, surroundings),
    { title: 'Commands', choices: commands },
  ].filter(({ choices }) => choices.length > 0)
  const choices = sections.flatMap((section) => section.choices)

  const close = () => palette.setOpen(false)
  const choose = ({ go }: Choice) => {
    close()
    if (typeof go === 'function') go()
    else if (go.startsWith('/')) void navigate(go)
    else location.assign(go)
  }
  const words = failure ?? (isAnswer && choices.length === 0 ? `Nothing is called “${typed}”.` : null)
  return (
    <Dialog title="Find" isOpen onClose={close} actions={null}>
      <Autocomplete inputValue={input} onInputChange={onWords}>
        <Drawn onDrawn={onDrawn} />
        <PickerSearch label="Search projects, content, people and commands" />
        {!isAnswer && choices.length === 0 && <SkeletonRows label="Searching" count={5} />}
        {words !== null && <p className={styles.none}>{words}</p>}
        <ListBox
          aria-label="Found"
          className={styles.list}
          onAction={(key) => {
            const choice = choices.find(({ id }) => id === key)
            if (choice !== undefined) choose(choice)
          }}
        >
          {sections.map(({ title, choices: ofSection }) => (
            <ListBoxSection key={title} id={title}>
              <Header className={styles.heading}>{title}</Header>
              {ofSection.map((choice) => (
                <ChoiceView key={choice.id} choice={choice} />
              ))}
            </ListBoxSection>
          ))}
        </ListBox>
      </Autocomplete>
      <Spoken isStatus>{isAnswer && typed !== '' ? (words ?? `${choices.length} found`) : ''}</Spoken>
    </Dialog>
  )
}

/** The sheet's code comes by itself too: only what stands in it knows when it is drawn. */
function Drawn({ onDrawn }: Pick<PaletteProps, 'onDrawn'>) {
  const tell = useEffectEvent(onDrawn)
  useLayoutEffect(() => tell(), [])
  return null
}

function ChoiceView({ choice }: { choice: Choice }) {
  const { id, title, words, icon: Icon } = choice
  return (
    <ListBoxItem id={id} textValue={title} className={styles.option}>
      <Icon size={15} className={styles.icon} aria-hidden />
      <span dir="auto" className={styles.title}>
        {title}
      </span>
      {words !== '' && <span className={styles.words}>{words}</span>}
    </ListBoxItem>
  )
}

/** What one may no longer know is not kept either, once the projects that one is in are known. */
function useForgetful(recent: readonly RecentPlace[]) {
  const { person, lives } = useDesk()
  const own = useLiveSnapshot(lives.privateProjects()).data?.data
  useEffect(() => {
    if (own === undefined) return
    const known = stillKnown(recent, new Set(own.map(({ id }) => id)))
    if (known.length < recent.length) keepPlaces(person.id, known)
  }, [person.id, own, recent])
}

function useSurroundings() {
  const projects = useProjects().data?.data
  const people = usePeople().data?.data
  const mayManageSite = useMay('site.manage')
  const mayManagePeople = useMay('people.manage')
  const signOut = useSignOut()
  const commands = useCommands()
  const isAnyUnread = (useInboxCounts()?.unread ?? 0) > 0
  const undoable = useSyncExternalStore(undoHistory.subscribe, undoHistory.latest)
  return useMemo(
    () => ({
      projectNames: new Map(projects?.map(({ id, name }) => [id, name])),
      emails: new Map(people?.map(({ id, email }) => [id, email])),
      mayManageSite,
      mayManagePeople,
      signOut,
      markAllRead: isAnyUnread ? () => void markAllRead(commands) : null,
      undoable,
    }),
    [projects, people, mayManageSite, mayManagePeople, signOut, commands, isAnyUnread, undoable],
  )
}

/**
 * Content to add, found by its title: a field and a list that the arrow keys walk while the focus stays in the field.
 * Enter adds and the list stays, for the next one. Every key acts on what fits the words in the field: until the server
 * has answered these, on what fits of the list before.
 */
import type { Id } from '@copydesk/contract'
import { useCommands, useContentList, useProjects } from '@copydesk/react'
import { Check, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Autocomplete, ListBox, ListBoxItem } from 'react-aria-components'
import { typeLooks } from '../../../content/content-words.ts'
import { Button, PickerSearch, SkeletonRows, StatusIcon } from '../../../design/index.ts'
import { useLast } from '../../../frame/use-last.ts'
import { useSettled } from '../../../frame/use-settled.ts'
import styles from './AddContent.module.css'
import { type Addable, addablesOf, withInTitle } from './addable.ts'

export interface AddContentSearchProps {
  projectId: Id
  /** Nothing fits: create content with this title. */
  onCreate: (title: string) => void
}

const shownCount = 60

export function AddContentSearch({ projectId, onCreate }: AddContentSearchProps) {
  const commands = useCommands()
  const [search, setSearch] = useState('')
  const typed = search.trim()
  const q = useSettled(typed, 150)
  const found = useContentList({ q })
  const projects = useProjects().data?.data
  const [addedIds, setAddedIds] = useState<ReadonlySet<string>>(new Set())
  const isAnswer = q === typed && found.status === 'ready'
  // A late answer to other words would take the choice away from below the keys.
  const answered = useLast(isAnswer ? found.data?.data : undefined)
  const addables = useMemo(() => {
    const fitting = isAnswer ? answered : withInTitle(answered ?? [], typed)
    const all = addablesOf(fitting ?? [], projectId, projects ?? [])
    // A list in which nothing can be chosen ends the wait for a first choice; an empty one does not.
    const shown = isAnswer ? all : all.filter((one) => !one.isInProject && !addedIds.has(one.id))
    return shown.slice(0, shownCount)
  }, [answered, isAnswer, typed, projectId, projects, addedIds])
  const isInside = (one: Addable) => one.isInProject || addedIds.has(one.id)
  const add = async (one: Addable) => {
    setAddedIds((ids) => new Set([...ids, one.id]))
    const outcome = await commands.addItems(projectId, [
      { contentId: one.content.id, language: one.language.language },
    ])
    if (!outcome.ok) setAddedIds((ids) => new Set([...ids].filter((id) => id !== one.id)))
  }
  return (
    <div className={styles.sheet}>
      <Autocomplete inputValue={search} onInputChange={setSearch} disableAutoFocusFirst={search === ''}>
        <div className={styles.head}>
          <PickerSearch label="Search content to add" />
        </div>
        {!isAnswer && found.status !== 'error' && addables.length === 0 && (
          <SkeletonRows label="Loading content" count={6} />
        )}
        {found.status === 'error' && <p className={styles.words}>{found.error.title}</p>}
        {isAnswer && addables.length === 0 && (
          <p className={styles.words}>
            {typed === '' ? 'There is no content yet.' : `Nothing has “${typed}” in its title.`}
          </p>
        )}
        <ListBox
          aria-label="Content"
          items={addables}
          dependencies={[addedIds]}
          disabledKeys={addables.filter(isInside).map((one) => one.id)}
          onAction={(key) => {
            const one = addables.find((candidate) => candidate.id === key)
            if (one !== undefined) void add(one)
          }}
          className={styles.list}
        >
          {(one) => (
            <ListBoxItem id={one.id} textValue={one.language.title} className={styles.option}>
              <AddableRow addable={one} isInside={isInside(one)} />
            </ListBoxItem>
          )}
        </ListBox>
      </Autocomplete>
      <div className={styles.foot}>
        <Button
          variant="quiet"
          size="small"
          icon={<Plus size={14} aria-hidden />}
          onPress={() => onCreate(typed)}
        >
          {typed === '' ? 'Create new content' : `Create “${typed}”`}
        </Button>
      </div>
    </div>
  )
}

function AddableRow({ addable, isInside }: { addable: Addable; isInside: boolean }) {
  const { content, language, words } = addable
  const { icon: Icon, label } = typeLooks[content.type]
  return (
    <>
      <Icon size={15} className={styles.icon} aria-label={label} />
      <span className={styles.text}>
        <span dir="auto" className={styles.title}>
          {language.title}
        </span>
        <span className={styles.words}>
          {language.language} · {isInside ? 'in this project' : words}
          {content.path !== undefined && ` · ${content.path}`}
        </span>
      </span>
      {isInside ? (
        <Check size={15} className={styles.check} aria-hidden />
      ) : (
        <StatusIcon status={language.status} />
      )}
    </>
  )
}

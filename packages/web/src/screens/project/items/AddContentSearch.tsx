/**
 * Content to add, found by its title: a field and a list that the arrow keys walk while the focus stays in the field.
 * Enter adds and the list stays, for the next one.
 */
import type { Id } from '@copydesk/contract'
import { useCommands, useContentList, useProjects } from '@copydesk/react'
import { Check, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Autocomplete, ListBox, ListBoxItem } from 'react-aria-components'
import { Button, cx, SearchField, SkeletonRows, StatusIcon } from '../../../design/index.ts'
import { typeLooks } from '../../content/content-words.ts'
import { useSettled } from '../../content/use-settled.ts'
import styles from './AddContent.module.css'
import { type Addable, addablesOf } from './addable.ts'

export interface AddContentSearchProps {
  projectId: Id
  /** Nothing fits: create content with this title. */
  onCreate: (title: string) => void
}

const shownCount = 60

export function AddContentSearch({ projectId, onCreate }: AddContentSearchProps) {
  const commands = useCommands()
  const [search, setSearch] = useState('')
  const q = useSettled(search, 150).trim()
  const found = useContentList({ q })
  const projects = useProjects().data?.data
  const [addedIds, setAddedIds] = useState<ReadonlySet<string>>(new Set())
  const addables = useMemo(
    () => addablesOf(found.data?.data ?? [], projectId, projects ?? []).slice(0, shownCount),
    [found.data, projectId, projects],
  )
  const isInside = (one: Addable) => one.isInProject || addedIds.has(one.id)
  const add = async (one: Addable) => {
    setAddedIds((ids) => new Set([...ids, one.id]))
    const outcome = await commands.addItems(projectId, [
      { contentId: one.content.id, language: one.language.language },
    ])
    if (!outcome.ok) setAddedIds((ids) => new Set([...ids].filter((id) => id !== one.id)))
  }
  return (
    <div className={cx(styles.sheet)}>
      <Autocomplete inputValue={search} onInputChange={setSearch} disableAutoFocusFirst={search === ''}>
        <div className={cx(styles.head)}>
          <SearchField label="Search content to add" hasList autoFocus />
        </div>
        {found.status === 'loading' && <SkeletonRows label="Loading content" count={6} />}
        {found.status === 'error' && <p className={cx(styles.words)}>{found.error.title}</p>}
        {found.status === 'ready' && addables.length === 0 && (
          <p className={cx(styles.words)}>
            {q === '' ? 'There is no content yet.' : `Nothing has “${q}” in its title.`}
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
          className={cx(styles.list)}
        >
          {(one) => (
            <ListBoxItem id={one.id} textValue={one.language.title} className={cx(styles.option)}>
              <AddableRow addable={one} isInside={isInside(one)} />
            </ListBoxItem>
          )}
        </ListBox>
      </Autocomplete>
      <div className={cx(styles.foot)}>
        <Button
          variant="quiet"
          size="small"
          icon={<Plus size={14} aria-hidden />}
          onPress={() => onCreate(search.trim())}
        >
          {search.trim() === '' ? 'Create new content' : `Create “${search.trim()}”`}
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
      <Icon size={15} className={cx(styles.icon)} aria-label={label} />
      <span className={cx(styles.text)}>
        <span dir="auto" className={cx(styles.title)}>
          {language.title}
        </span>
        <span className={cx(styles.words)}>
          {language.language} · {isInside ? 'in this project' : words}
          {content.path !== undefined && ` · ${content.path}`}
        </span>
      </span>
      {isInside ? (
        <Check size={15} className={cx(styles.check)} aria-hidden />
      ) : (
        <StatusIcon status={language.status} />
      )}
    </>
  )
}

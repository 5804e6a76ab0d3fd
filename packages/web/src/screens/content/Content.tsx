/** The screen at `/content`: all content, found by title, type, language and status.
 * `?q=&type=&language=&status=` is the filter. */

import { type ContentFilter, contentTypes, statuses } from '@copydesk/contract'
import { useContentList } from '@copydesk/react'
import { FolderInput, Plus, Trash2 } from 'lucide-react'
import { Suspense, useCallback, useMemo, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { languageName, typeLooks } from '../../content/content-words.ts'
import {
  Button,
  ButtonLink,
  cx,
  Popover,
  PopoverTrigger,
  SearchField,
  SkeletonRows,
  StatusIcon,
  statusLooks,
  Toolbar,
  ToolbarSpace,
} from '../../design/index.ts'
import { Page } from '../../frame/Page.tsx'
import { later } from '../../later.tsx'
import { paths } from '../../paths.ts'
import { useMay } from '../../people/use-may.ts'
import styles from './list/ContentList.module.css'
import { ContentList } from './list/ContentList.tsx'
import { allContent, contentFilterFrom, queryOfFilter } from './list/content-filter.ts'
import { FilterMenu } from './list/FilterMenu.tsx'

const ImportsDialog = later(async () => (await import('./imports/ImportsDialog.tsx')).ImportsDialog)
const NewContentForm = later(async () => (await import('../../content/NewContentForm.tsx')).NewContentForm)

export function Content() {
  const [query, setQuery] = useSearchParams()
  const filter = useMemo(() => contentFilterFrom(query), [query])
  const setFilter = useCallback(
    (next: Partial<ContentFilter>) =>
      setQuery((now) => queryOfFilter({ ...contentFilterFrom(now), ...next }, now), { replace: true }),
    [setQuery],
  )
  const mayWrite = useMay('content.write')
  const mayManage = useMay('site.manage')
  const newContent = (isInBar: boolean) => mayWrite && <NewContent isInBar={isInBar} />
  return (
    <Page title="Content">
      <Toolbar label="Content">
        <div className={styles.search}>
          <SearchField label="Search titles" value={filter.q} onChange={(q) => setFilter({ q })} />
        </div>
        <FilterMenu
          label="Type"
          all="All types"
          options={typeOptions}
          value={filter.type}
          onChange={(type) => setFilter({ type })}
        />
        <LanguageFilter language={filter.language} onChange={(language) => setFilter({ language })} />
        <FilterMenu
          label="Status"
          all="All statuses"
          options={statusOptions}
          value={filter.status}
          onChange={(status) => setFilter({ status })}
        />
        <ToolbarSpace />
        {mayManage && <ImportsButton />}
        <ButtonLink variant="quiet" href={paths.trash()} icon={<Trash2 size={15} aria-hidden />}>
          <span className={styles.word}>Trash</span>
        </ButtonLink>
        {newContent(true)}
      </Toolbar>
      <ContentList
        filter={filter}
        onClearFilter={() => setFilter(allContent)}
        newContent={newContent(false)}
      />
    </Page>
  )
}

function ImportsButton() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="quiet"
        aria-label="Imports"
        icon={<FolderInput size={15} aria-hidden />}
        onPress={() => setOpen(true)}
      >
        <span className={styles.word}>Imports</span>
      </Button>
      <Suspense>
        <ImportsDialog isOpen={isOpen} onClose={() => setOpen(false)} />
      </Suspense>
    </>
  )
}

const typeOptions = contentTypes.map((type) => {
  const { label, icon: Icon } = typeLooks[type]
  return { value: type, label, icon: <Icon size={15} aria-hidden /> }
})

const statusOptions = statuses.map((status) => ({
  value: status,
  label: statusLooks[status].label,
  icon: <StatusIcon status={status} isLabelled />,
}))

interface LanguageFilterProps {
  language: string | null
  onChange: (language: string | null) => void
}

/** The languages of the content that was loaded last. */
function LanguageFilter({ language, onChange }: LanguageFilterProps) {
  const known = useContentList().data?.data ?? []
  const inUse = known.flatMap((content) => content.languages.map((state) => state.language))
  const tags = [...new Set(language === null ? inUse : [...inUse, language])].sort()
  return (
    <FilterMenu
      label="Language"
      all="All languages"
      options={tags.map((tag) => ({ value: tag, label: languageName(tag) }))}
      value={language}
      onChange={onChange}
    />
  )
}

/** In the bar, on a phone, the icon has to do. */
function NewContent({ isInBar }: { isInBar: boolean }) {
  const [isOpen, setOpen] = useState(false)
  const navigate = useNavigate()
  return (
    <PopoverTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button variant="primary" icon={<Plus size={15} aria-hidden />}>
        <span className={cx(isInBar && styles.word)}>New content</span>
      </Button>
      <Popover label="New content" placement="bottom end" isFlush>
        <Suspense fallback={<SkeletonRows label="Loading" count={3} />}>
          <NewContentForm
            addTo={null}
            sendLabel="Create and write"
            onCancel={() => setOpen(false)}
            onCreated={({ content, version }) => {
              setOpen(false)
              return navigate(paths.contentItem(content.id, { version: version.id }))
            }}
          />
        </Suspense>
      </Popover>
    </PopoverTrigger>
  )
}

/** The screen at `/content`: all content, found by title, type and language. `?q=&type=&language=` is the filter. */
import { type ContentFilter, contentTypes } from '@copydesk/contract'
import { useContentList } from '@copydesk/react'
import { Plus } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import {
  Button,
  cx,
  type Option,
  Popover,
  PopoverTrigger,
  SearchField,
  Select,
  Toolbar,
  ToolbarSpace,
} from '../../design/index.ts'
import { Page } from '../../frame/Page.tsx'
import { paths } from '../../paths.ts'
import { useMay } from '../../people/use-may.ts'
import { languageName, typeLooks } from './content-words.ts'
import { offeredLanguages } from './languages.ts'
import styles from './list/ContentList.module.css'
import { ContentList } from './list/ContentList.tsx'
import { contentFilterFrom, queryOfFilter } from './list/content-filter.ts'
import { NewContentForm } from './NewContentForm.tsx'

export function Content() {
  const [query, setQuery] = useSearchParams()
  const filter = useMemo(() => contentFilterFrom(query), [query])
  const setFilter = useCallback(
    (next: Partial<ContentFilter>) =>
      setQuery((now) => queryOfFilter({ ...contentFilterFrom(now), ...next }), { replace: true }),
    [setQuery],
  )
  const mayWrite = useMay('content.write')
  const newContent = mayWrite && <NewContent />
  return (
    <Page title="Content">
      <Toolbar label="Content">
        <div className={cx(styles.search)}>
          <SearchField label="Search titles" value={filter.q} onChange={(q) => setFilter({ q })} />
        </div>
        <Select
          label="Type"
          labelPlace="hidden"
          variant="quiet"
          options={typeOptions}
          value={filter.type ?? 'all'}
          onChange={(type) => setFilter({ type: type === 'all' ? null : type })}
        />
        <LanguageSelect language={filter.language} onChange={(language) => setFilter({ language })} />
        <ToolbarSpace />
        {newContent}
      </Toolbar>
      <ContentList
        filter={filter}
        onClearFilter={() => setFilter({ q: '', type: null, language: null })}
        newContent={newContent}
      />
    </Page>
  )
}

const typeOptions: Option<(typeof contentTypes)[number] | 'all'>[] = [
  { value: 'all', label: 'All types' },
  ...contentTypes.map((type) => {
    const { label, icon: Icon } = typeLooks[type]
    return { value: type, label, icon: <Icon size={15} aria-hidden /> }
  }),
]

interface LanguageSelectProps {
  language: string | null
  onChange: (language: string | null) => void
}

/** The languages of the content that is loaded come first. */
function LanguageSelect({ language, onChange }: LanguageSelectProps) {
  const known = useContentList().data?.data ?? []
  const inUse = known.flatMap((content) => content.languages.map((state) => state.language))
  const tags = offeredLanguages(language === null ? inUse : [...inUse, language])
  return (
    <Select
      label="Language"
      labelPlace="hidden"
      variant="quiet"
      options={[
        { value: 'all', label: 'All languages' },
        ...tags.map((tag) => ({ value: tag, label: languageName(tag) })),
      ]}
      value={language ?? 'all'}
      onChange={(tag) => onChange(tag === 'all' ? null : tag)}
    />
  )
}

function NewContent() {
  const [isOpen, setOpen] = useState(false)
  const navigate = useNavigate()
  return (
    <PopoverTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button variant="primary" icon={<Plus size={15} aria-hidden />}>
        New content
      </Button>
      <Popover label="New content" placement="bottom end" isFlush>
        <NewContentForm
          sendLabel="Create and write"
          onCancel={() => setOpen(false)}
          onCreated={({ content, version }) => {
            setOpen(false)
            return navigate(paths.contentItem(content.id, { version: version.id }))
          }}
        />
      </Popover>
    </PopoverTrigger>
  )
}

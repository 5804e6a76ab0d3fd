/** The screen at `/releases`: what was published on the site, by whom and when; the address says what it is narrowed to. */
import { usePeople } from '@copydesk/react'
import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { Select, Toolbar } from '../../design/index.ts'
import { Page } from '../../frame/Page.tsx'
import { useKnownProjects } from '../../projects/use-known-projects.ts'
import { ReleaseList } from './ReleaseList.tsx'
import styles from './Releases.module.css'
import { allReleases, queryOfChoice, type ReleasesChoice, releasesChoiceFrom } from './releases-filter.ts'

export function Releases() {
  const [query, setQuery] = useSearchParams()
  const choice = useMemo(() => releasesChoiceFrom(query), [query])
  const choose = useCallback(
    (change: Partial<ReleasesChoice>) =>
      setQuery((now) => queryOfChoice({ ...releasesChoiceFrom(now), ...change }, now), { replace: true }),
    [setQuery],
  )
  const people = usePeople().data?.data ?? []
  const projects = useKnownProjects()
  return (
    <Page title="Releases">
      <Toolbar label="Releases">
        <Select
          label="Person"
          labelPlace="hidden"
          variant="quiet"
          options={[{ value: 'all', label: 'Everybody' }, ...people.map(optionOf)]}
          value={choice.by ?? 'all'}
          onChange={(value) => choose({ by: value === 'all' ? null : value })}
        />
        <Select
          label="Project"
          labelPlace="hidden"
          variant="quiet"
          options={[{ value: 'all', label: 'All projects' }, ...[...projects.values()].map(optionOf)]}
          value={choice.project ?? 'all'}
          onChange={(value) => choose({ project: value === 'all' ? null : value })}
        />
        <span className={styles.days}>
          <Day label="From" value={choice.from} onChange={(from) => choose({ from })} />
          <Day label="to" value={choice.to} onChange={(to) => choose({ to })} />
        </span>
      </Toolbar>
      <ReleaseList
        key={JSON.stringify(choice)}
        choice={choice}
        projects={projects}
        onClear={() => choose(allReleases)}
      />
    </Page>
  )
}

function optionOf({ id, name }: { id: string; name: string }) {
  return { value: id, label: name }
}

interface DayProps {
  label: string
  value: string | null
  onChange: (day: string | null) => void
}

function Day({ label, value, onChange }: DayProps) {
  return (
    <label className={styles.day}>
      {label}
      <input
        type="date"
        defaultValue={value ?? ''}
        key={value ?? ''}
        min="1000-01-01"
        max="2999-12-31"
        onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
      />
    </label>
  )
}

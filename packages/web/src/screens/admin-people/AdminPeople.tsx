/** The administrators' place for people: who is here, with which role, and who is kept out. */
import type { Person } from '@copydesk/contract'
import { usePeople } from '@copydesk/react'
import { Lock, MailPlus, SearchX } from 'lucide-react'
import { type ReactNode, Suspense, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import {
  Button,
  DataGrid,
  EmptyState,
  ErrorState,
  SearchField,
  SkeletonRows,
  type Sort,
  Tab,
  TabList,
  TabPanel,
  Tabs,
  Toolbar,
  ToolbarSpace,
} from '../../design/index.ts'
import { Page } from '../../frame/Page.tsx'
import { useSort } from '../../frame/use-sort.ts'
import { later } from '../../later.tsx'
import { useMarks } from '../../people/use-marks.ts'
import { useMay } from '../../people/use-may.ts'
import styles from './AdminPeople.module.css'
import { PersonPhoneRow, peopleColumns, peopleDeeds } from './people-columns.tsx'

const ClosedProjectsTab = later(async () => (await import('./ClosedProjectsTab.tsx')).ClosedProjectsTab)
const GroupsTab = later(async () => (await import('./groups/GroupsTab.tsx')).GroupsTab)
const SiteRule = later(async () => (await import('./SiteRule.tsx')).SiteRule)
const Invite = later(async () => (await import('./invitations/Invite.tsx')).Invite)
const InvitationsTab = later(async () => (await import('./invitations/InvitationsTab.tsx')).InvitationsTab)

/** The screen at `/admin/people`; `?tab=` is `groups`, `invitations`, `approvals` or `projects`; `?q=` is the search, `?sort=` the order. */
export function AdminPeople() {
  const mayManage = useMay('people.manage')
  return (
    <Page title="People">
      {mayManage ? (
        <PeopleTabs />
      ) : (
        <EmptyState icon={<Lock size={20} />} title="Administrators manage people">
          Ask an administrator to let somebody in, or for another role.
        </EmptyState>
      )}
    </Page>
  )
}

const tabs = ['people', 'groups', 'invitations', 'approvals', 'projects'] as const

function PeopleTabs() {
  const [query, setQuery] = useSearchParams()
  const [isInviting, setInviting] = useState(false)
  const invite = (
    <Button variant="primary" icon={<MailPlus size={15} aria-hidden />} onPress={() => setInviting(true)}>
      Invite
    </Button>
  )
  return (
    <>
      <Tabs
        selectedKey={tabs.find((tab) => tab === query.get('tab')) ?? 'people'}
        onSelectionChange={(key) => setQuery(key === 'people' ? {} : { tab: String(key) }, { replace: true })}
      >
        <TabList label="People">
          <Tab id="people">People</Tab>
          <Tab id="groups">Groups</Tab>
          <Tab id="invitations">Invitations</Tab>
          <Tab id="approvals">Approvals</Tab>
          <Tab id="projects">Private projects</Tab>
        </TabList>
        <TabPanel id="people">
          <Everybody invite={invite} />
        </TabPanel>
        <TabPanel id="groups">
          <Suspense fallback={<SkeletonRows label="Loading the groups" count={4} />}>
            <GroupsTab />
          </Suspense>
        </TabPanel>
        <TabPanel id="approvals">
          <Suspense fallback={<SkeletonRows label="Loading the rule" count={4} />}>
            <SiteRule />
          </Suspense>
        </TabPanel>
        <TabPanel id="projects">
          <Suspense fallback={<SkeletonRows label="Loading private projects" count={4} />}>
            <ClosedProjectsTab />
          </Suspense>
        </TabPanel>
        <TabPanel id="invitations">
          <Toolbar label="Invitations">
            <ToolbarSpace />
            {invite}
          </Toolbar>
          <Suspense fallback={<SkeletonRows label="Loading the invitations" count={4} />}>
            <InvitationsTab />
          </Suspense>
        </TabPanel>
      </Tabs>
      <Suspense>
        <Invite isOpen={isInviting} onClose={() => setInviting(false)} />
      </Suspense>
    </>
  )
}

function Everybody({ invite }: { invite: ReactNode }) {
  const people = usePeople()
  const [parameters, setParameters] = useSearchParams()
  const search = parameters.get('q') ?? ''
  const setSearch = (q: string) =>
    setParameters(
      (now) => {
        const next = new URLSearchParams(now)
        if (q === '') next.delete('q')
        else next.set('q', q)
        return next
      },
      { replace: true },
    )
  const rows = people.data?.data
  return (
    <>
      <Toolbar label="People">
        <div className={styles.search}>
          <SearchField label="Search people" value={search} onChange={setSearch} />
        </div>
        <ToolbarSpace />
        {invite}
      </Toolbar>
      {people.status === 'loading' && <SkeletonRows label="Loading people" />}
      {people.status === 'error' && <ErrorState error={people.error} onRetry={() => void people.refresh()} />}
      {rows !== undefined && (
        <PeopleList
          rows={rows}
          search={search}
          changes={people.changes}
          onClearSearch={() => setSearch('')}
        />
      )}
    </>
  )
}

const byName: Sort = { column: 'name', direction: 'ascending' }

interface PeopleListProps {
  rows: readonly Person[]
  search: string
  changes: ReturnType<typeof usePeople>['changes']
  onClearSearch: () => void
}

function PeopleList({ rows, search, changes, onClearSearch }: PeopleListProps) {
  const marks = useMarks(changes, peopleDeeds)
  const [sort, setSort] = useSort(byName)
  const columns = useMemo(peopleColumns, [])
  const found = useMemo(() => matching(rows, search), [rows, search])
  if (found.length === 0) {
    return (
      <EmptyState
        icon={<SearchX size={20} />}
        title="Nobody matches"
        action={<Button onPress={onClearSearch}>Clear the search</Button>}
      >
        Nobody has “{search}” in their name or e-mail address.
      </EmptyState>
    )
  }
  return (
    <DataGrid
      label="People"
      memoryKey="people"
      rows={found}
      columns={columns}
      rowName={(person) => person.name}
      sort={sort}
      onSortChange={setSort}
      marks={marks}
      phone={{ rowHeightPx: 60, cell: (person) => <PersonPhoneRow person={person} /> }}
    />
  )
}

/** The people whose name or address holds every word of the search; those who were removed are history. */
function matching(rows: readonly Person[], search: string): readonly Person[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter(({ state, name, email }) => {
    const text = `${name} ${email}`.toLocaleLowerCase()
    return state !== 'removed' && words.every((word) => text.includes(word))
  })
}

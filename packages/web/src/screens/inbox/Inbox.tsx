/** The inbox: everything that concerns this person, by threads, newest first; opening one marks it read and goes there. */
import { type InboxFilter, inboxFilters } from '@copydesk/contract'
import { useCommands, useInbox, useInboxCounts } from '@copydesk/react'
import { CheckCheck, Keyboard } from 'lucide-react'
import { useSearchParams } from 'react-router'
import { Badge, Button, IconButton, SearchField, Tab, TabList, TabPanel, Tabs } from '../../design/index.ts'
import { keyHelp } from '../../frame/open-state.ts'
import { Page } from '../../frame/Page.tsx'
import { markAllRead } from '../../notifications/mark-all-read.ts'
import { ArchiveMenu } from './ArchiveMenu.tsx'
import styles from './Inbox.module.css'
import { InboxList } from './InboxList.tsx'

const titles: Readonly<Record<InboxFilter, string>> = {
  all: 'All',
  unread: 'Unread',
  mentions: 'Mentions',
  archived: 'Archived',
  snoozed: 'Snoozed',
}

/** The screen at `/inbox`; `?filter=` is the tab, `?q=` what is searched for. */
export function Inbox() {
  const commands = useCommands()
  const unread = useInboxCounts()?.unread ?? 0
  const [parameters, setParameters] = useSearchParams()
  const filter = inboxFilters.find((one) => one === parameters.get('filter')) ?? 'all'
  const q = parameters.get('q') ?? ''
  const show = (next: { filter: string; q: string }) => {
    const kept = Object.entries(next).filter(([, value]) => value !== '' && value !== 'all')
    setParameters(Object.fromEntries(kept), { replace: true })
  }
  return (
    <Page title="Inbox">
      <Tabs selectedKey={filter} onSelectionChange={(key) => show({ filter: key, q })}>
        <TabList
          label="Which notifications"
          isWrapping
          end={
            <span className={styles.tools}>
              <span className={styles.search}>
                <SearchField
                  label="Search the inbox"
                  value={q}
                  onChange={(words) => show({ filter, q: words })}
                />
              </span>
              <Button
                variant="quiet"
                size="small"
                icon={<CheckCheck size={15} aria-hidden />}
                isDisabled={unread === 0}
                onPress={() => void markAllRead(commands)}
              >
                <span className={styles.word}>Mark all read</span>
              </Button>
              <ArchiveMenu />
              <IconButton label="Keys" shortcut="?" size="small" onPress={() => keyHelp.setOpen(true)}>
                <Keyboard size={16} aria-hidden />
              </IconButton>
            </span>
          }
        >
          {inboxFilters.map((one) => (
            <Tab key={one} id={one}>
              {titles[one]} {one === 'unread' && unread > 0 && <Badge>{unread}</Badge>}
            </Tab>
          ))}
        </TabList>
        {inboxFilters.map((one) => (
          <TabPanel key={one} id={one}>
            <FilteredInbox key={q} filter={one} q={q} onClearSearch={() => show({ filter: one, q: '' })} />
          </TabPanel>
        ))}
      </Tabs>
    </Page>
  )
}

interface FilteredInboxProps {
  filter: InboxFilter
  q: string
  onClearSearch: () => void
}

function FilteredInbox({ filter, q, onClearSearch }: FilteredInboxProps) {
  return <InboxList filter={filter} q={q} inbox={useInbox(filter, q)} onClearSearch={onClearSearch} />
}

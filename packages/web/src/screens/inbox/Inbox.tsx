/** The inbox: everything that concerns this person, newest first; opening one marks it read and goes there. */
import { type InboxFilter, inboxFilters } from '@copydesk/contract'
import { useCommands, useInbox, useInboxCounts } from '@copydesk/react'
import { CheckCheck, Keyboard } from 'lucide-react'
import { useSearchParams } from 'react-router'
import { Badge, Button, IconButton, Tab, TabList, TabPanel, Tabs } from '../../design/index.ts'
import { keyHelp } from '../../frame/open-state.ts'
import { Page } from '../../frame/Page.tsx'
import { offerUndo, undoHistory } from '../../frame/undo/undo.ts'
import { InboxList } from './InboxList.tsx'

/** The screen at `/inbox`; `?filter=unread` shows the unread ones only. */
export function Inbox() {
  const commands = useCommands()
  const unread = useInboxCounts()?.unread ?? 0
  const [parameters, setParameters] = useSearchParams()
  const filter: InboxFilter = parameters.get('filter') === 'unread' ? 'unread' : 'all'
  const setFilter = (key: unknown) => {
    const chosen = inboxFilters.find((candidate) => candidate === key) ?? 'all'
    setParameters(chosen === 'all' ? {} : { filter: chosen }, { replace: true })
  }
  const markAllRead = () =>
    undoHistory.during(async () => {
      const outcome = await commands.markAllRead()
      const readAt = outcome.ok ? outcome.value?.readAt : null
      if (!readAt) return
      offerUndo({ title: 'All marked as read', takeBack: () => commands.undoAllRead(readAt) })
    })
  return (
    <Page title="Inbox">
      <Tabs selectedKey={filter} onSelectionChange={setFilter}>
        <TabList
          label="Which notifications"
          end={
            <>
              <Button
                variant="quiet"
                size="small"
                icon={<CheckCheck size={15} aria-hidden />}
                isDisabled={unread === 0}
                onPress={() => void markAllRead()}
              >
                Mark all read
              </Button>
              <IconButton label="Keys" shortcut="?" size="small" onPress={() => keyHelp.setOpen(true)}>
                <Keyboard size={16} aria-hidden />
              </IconButton>
            </>
          }
        >
          <Tab id="all">All</Tab>
          <Tab id="unread">Unread {unread > 0 && <Badge>{unread}</Badge>}</Tab>
        </TabList>
        <TabPanel id="all">
          <FilteredInbox filter="all" />
        </TabPanel>
        <TabPanel id="unread">
          <FilteredInbox filter="unread" />
        </TabPanel>
      </Tabs>
    </Page>
  )
}

function FilteredInbox({ filter }: { filter: InboxFilter }) {
  return <InboxList filter={filter} inbox={useInbox(filter)} />
}

/** The administrators' place for live updates: the switches, and why they do not come through somewhere. */
import { Suspense } from 'react'
import { useSearchParams } from 'react-router'
import { SkeletonRows, Tab, TabList, TabPanel, Tabs } from '../../design/index.ts'
import { Page } from '../../frame/Page.tsx'
import { later } from '../../later.tsx'
import { useMay } from '../../people/use-may.ts'
import { SwitchesTab } from './SwitchesTab.tsx'

const Connection = later(async () => (await import('./connection/Connection.tsx')).Connection, 'drawn')

/** The screen at `/admin/live`. Others than administrators may look at the switches. */
export function AdminLive() {
  const [query, setQuery] = useSearchParams()
  const mayCheck = useMay('site.manage')
  const tab = mayCheck && query.get('tab') === 'connection' ? 'connection' : 'switches'
  return (
    <Page title="Live updates">
      <Tabs
        selectedKey={tab}
        onSelectionChange={(key) => setQuery(key === 'connection' ? { tab: key } : {}, { replace: true })}
      >
        <TabList label="Live updates">
          <Tab id="switches">Switches</Tab>
          {mayCheck && <Tab id="connection">Connection</Tab>}
        </TabList>
        <TabPanel id="switches">
          <SwitchesTab />
        </TabPanel>
        <TabPanel id="connection">
          <Suspense fallback={<SkeletonRows label="Loading the checks" count={4} />}>
            <Connection
              isStartedAtOnce={query.get('run') === 'now'}
              onStarted={() => setQuery({ tab: 'connection' }, { replace: true })}
            />
          </Suspense>
        </TabPanel>
      </Tabs>
    </Page>
  )
}

/** The administrators' place for what becomes of events: who was told of each, and what work failed. */
import { Lock } from 'lucide-react'
import { Suspense } from 'react'
import { useSearchParams } from 'react-router'
import { EmptyState, SkeletonRows, Tab, TabList, TabPanel, Tabs } from '../../design/index.ts'
import { Page } from '../../frame/Page.tsx'
import { later } from '../../later.tsx'
import { useMay } from '../../people/use-may.ts'
import { TracesTab } from './TracesTab.tsx'

const FailedWorkTab = later(async () => (await import('./FailedWorkTab.tsx')).FailedWorkTab)

/** The screen at `/admin/delivery`; `?tab=failed` is the failed work, `?about=` an event or a comment, `?trace=` one trace. */
export function AdminDelivery() {
  const mayManage = useMay('site.manage')
  return (
    <Page title="Delivery">
      {mayManage ? (
        <DeliveryTabs />
      ) : (
        <EmptyState icon={<Lock size={20} />} title="Administrators look after delivery">
          Ask an administrator who was told of something, and why.
        </EmptyState>
      )}
    </Page>
  )
}

function DeliveryTabs() {
  const [query, setQuery] = useSearchParams()
  return (
    <Tabs
      selectedKey={query.get('tab') === 'failed' ? 'failed' : 'traces'}
      onSelectionChange={(key) => setQuery(key === 'failed' ? { tab: 'failed' } : {}, { replace: true })}
    >
      <TabList label="Delivery">
        <Tab id="traces">Who was told</Tab>
        <Tab id="failed">Failed work</Tab>
      </TabList>
      <TabPanel id="traces">
        <TracesTab />
      </TabPanel>
      <TabPanel id="failed">
        <Suspense fallback={<SkeletonRows label="Loading the failed work" count={4} />}>
          <FailedWorkTab />
        </Suspense>
      </TabPanel>
    </Tabs>
  )
}

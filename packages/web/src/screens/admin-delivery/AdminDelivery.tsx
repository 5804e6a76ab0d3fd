/** The administrators' place for what becomes of events: who was told of each, and what work failed. */
import { Lock } from 'lucide-react'
import { Suspense } from 'react'
import { useSearchParams } from 'react-router'
import { EmptyState, SkeletonRows, Tab, TabList, TabPanel, Tabs } from '../../design/index.ts'
import { Page } from '../../frame/Page.tsx'
import { later } from '../../later.tsx'
import { useMay } from '../../people/use-may.ts'
import { TracesTab } from './TracesTab.tsx'

const DeliveriesTab = later(async () => (await import('./DeliveriesTab.tsx')).DeliveriesTab)
const FailedWorkTab = later(async () => (await import('./FailedWorkTab.tsx')).FailedWorkTab)

/** The screen at `/admin/delivery`; `?tab=` is `mail` or `failed`, `?about=` an event or a comment, `?trace=` one trace. */
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

const tabs = ['traces', 'mail', 'failed'] as const

function DeliveryTabs() {
  const [query, setQuery] = useSearchParams()
  return (
    <Tabs
      selectedKey={tabs.find((tab) => tab === query.get('tab')) ?? 'traces'}
      onSelectionChange={(key) => setQuery(key === 'traces' ? {} : { tab: String(key) }, { replace: true })}
    >
      <TabList label="Delivery">
        <Tab id="traces">Who was told</Tab>
        <Tab id="mail">Mail</Tab>
        <Tab id="failed">Failed work</Tab>
      </TabList>
      <TabPanel id="traces">
        <TracesTab />
      </TabPanel>
      <TabPanel id="mail">
        <Suspense fallback={<SkeletonRows label="Loading the mail" count={6} />}>
          <DeliveriesTab />
        </Suspense>
      </TabPanel>
      <TabPanel id="failed">
        <Suspense fallback={<SkeletonRows label="Loading the failed work" count={4} />}>
          <FailedWorkTab />
        </Suspense>
      </TabPanel>
    </Tabs>
  )
}

/** The button that opens what releases did to this content; what it shows comes after the first screen. */
import { type ContentState, wasPublished } from '@copydesk/contract'
import { ChevronDown, Rocket } from 'lucide-react'
import { Suspense } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { cx, Popover, PopoverTrigger, SkeletonRows } from '../../../design/index.ts'
import { later } from '../../../later.tsx'
import view from '../item/ContentView.module.css'

const ReleaseList = later(async () => (await import('./ReleaseList.tsx')).ReleaseList)

/** Nothing while nothing was released. */
export function ContentReleases({ content }: { content: ContentState }) {
  const isReleased = content.versions.some(({ status }) => wasPublished(status))
  if (!isReleased) return null
  return (
    <PopoverTrigger>
      <AriaButton className={cx(view.versionButton)}>
        <Rocket size={14} aria-hidden />
        <span>Releases</span>
        <ChevronDown size={14} className={cx(view.chevron)} aria-hidden />
      </AriaButton>
      <Popover label="Releases" placement="bottom end">
        <Suspense fallback={<SkeletonRows label="Loading the releases" count={3} />}>
          <ReleaseList content={content} />
        </Suspense>
      </Popover>
    </PopoverTrigger>
  )
}

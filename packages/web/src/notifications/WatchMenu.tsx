/**
 * The bell of something: whether one watches it, mutes it, or is told of it as by default, which is as of what it is part
 * of. The same on every tab and device.
 */
import {
  nearestLevel,
  type SubscriptionKey,
  type SubscriptionLevel,
  subscriptionLevels,
} from '@copydesk/contract'
import { useCommands, useSubscriptions } from '@copydesk/react'
import { Bell, BellOff, BellRing } from 'lucide-react'
import { IconButton, Menu, MenuItem, MenuTrigger } from '../design/index.ts'

const looks = {
  watching: { icon: BellRing, label: 'Watching', hint: 'All that happens here' },
  default: { icon: Bell, label: 'Default', hint: 'What concerns you' },
  muted: { icon: BellOff, label: 'Muted', hint: 'Only what is said to you' },
} as const

export interface WatchMenuProps {
  /** What it is the bell of, and after it what that is part of, the nearest first; the site is added. */
  keys: readonly [SubscriptionKey, ...SubscriptionKey[]]
  /** What it is the bell of, in words. */
  name: string
  size?: 'medium' | 'small'
}

export function WatchMenu({ keys: [key, ...wider], name, size = 'medium' }: WatchMenuProps) {
  const commands = useCommands()
  const list = useSubscriptions().data?.data
  const levelOf = (one: SubscriptionKey) => list?.find(({ id }) => id === one)?.level
  const own: SubscriptionLevel = levelOf(key) ?? 'default'
  const inherited = nearestLevel([...wider, 'site'], levelOf)
  const effective = own === 'default' ? (inherited?.level ?? 'default') : own
  const Icon = looks[effective].icon
  return (
    <MenuTrigger>
      <IconButton label={`Notifications of ${name}: ${looks[effective].label}`} size={size}>
        <Icon size={size === 'small' ? 15 : 16} aria-hidden />
      </IconButton>
      <Menu
        aria-label={`Notifications of ${name}`}
        placement="bottom end"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={list === undefined ? [] : [own]}
        onAction={(chosen) => {
          const level = subscriptionLevels.find((one) => one === chosen)
          if (level !== undefined) void commands.subscribe(key, level)
        }}
      >
        {subscriptionLevels.map((level) => {
          const { icon: LevelIcon, label, hint } = looks[level]
          const says = level === 'default' && inherited ? sayInherited(inherited) : hint
          return <MenuItem key={level} id={level} label={label} icon={<LevelIcon size={15} />} hint={says} />
        })}
      </Menu>
    </MenuTrigger>
  )
}

const scopeWords: Record<string, string> = {
  thread: 'thread',
  item: 'item',
  content: 'text',
  project: 'project',
  site: 'whole site',
}

function sayInherited({ key, level }: NonNullable<ReturnType<typeof nearestLevel>>): string {
  return `${looks[level].label}, as the ${scopeWords[key.split(':')[0] ?? '']}`
}

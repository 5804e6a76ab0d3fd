/** The way between the three areas: beside the page on a desk, below it on a phone. */
import { FileText, Inbox, Layers } from 'lucide-react'
import { NavLink } from 'react-router'
import { Badge, cx } from '../design/index.ts'
import { paths } from '../paths.ts'
import { Brand } from './Brand.tsx'
import styles from './Frame.module.css'

const areas = [
  { path: paths.projects(), word: 'Projects', icon: Layers },
  { path: paths.content(), word: 'Content', icon: FileText },
  { path: paths.inbox(), word: 'Inbox', icon: Inbox },
] as const

/** `unread` is the server's count; it stands beside Inbox. */
export function Navigation({ unread }: { unread: number }) {
  return (
    <nav aria-label="Areas" className={cx(styles.nav)}>
      <div className={cx(styles.home)}>
        <NavLink to={paths.projects()} aria-label="Copydesk, to the projects">
          <Brand />
        </NavLink>
      </div>
      <ul className={cx(styles.links)}>
        {areas.map(({ path, word, icon: Icon }) => (
          <li key={path}>
            <NavLink to={path} className={cx(styles.link)} title={word}>
              <Icon size={17} aria-hidden />
              <span className={cx(styles.word)}>{word}</span>
              {path === paths.inbox() && unread > 0 && (
                <span className={cx(styles.count)}>
                  <Badge tone="accent">{unread > 99 ? '99+' : unread}</Badge>
                </span>
              )}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The outline of the app, while it is not known who is there. The same stands in index.html before any script runs. */
import './shell.css'

export function Shell() {
  return (
    <div className="shell" role="status" aria-label="Loading">
      <span>Copydesk</span>
    </div>
  )
}

/** A departure as a row of the table. */
export function rowOf({ id, time, to, ship, quay, status, minutesLate }, changedId) {
  const row = document.createElement('tr')
  row.dataset.status = status
  row.classList.toggle('changed', id === changedId)
  const told = minutesLate > 0 ? `${status}, ${minutesLate} min late` : status
  for (const text of [time, to, ship, quay, told]) row.insertCell().textContent = text
  return row
}

/** The connection in one line, and why it is so. */
export function showStatus({ status, words }) {
  const line = document.querySelector('#status')
  line.textContent = status
  line.title = words
  line.dataset.status = status
}

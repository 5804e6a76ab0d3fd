/** Certificates for tests, made by openssl when they are needed, which nobody trusts unless told to. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface MadeCertificate {
  /** PEM. */
  readonly key: string
  readonly cert: string
  /** The certificate in a file, for NODE_EXTRA_CA_CERTS. */
  readonly certFile: string
  /** Certificate and key in one file, as HAProxy wants them; nginx takes it for both. */
  readonly pemFile: string
  remove(): void
}

const config = `
[ca]
default_ca = own
[own]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = names
x509_extensions = extensions
[names]
commonName = supplied
[extensions]
subjectAltName = DNS:localhost,IP:127.0.0.1
[req]
distinguished_name = none
[none]
`

/** Signed by itself as "desk.test", for localhost and 127.0.0.1; valid around today, or `expired` long ago. */
export function makeCertificate({ expired = false } = {}): MadeCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-certificate-'))
  const file = (name: string) => join(folder, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  writeFileSync(file('openssl.cnf'), config)
  writeFileSync(file('index.txt'), '')
  writeFileSync(file('serial'), '01')
  const subject = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-subj',
    '/CN=desk.test',
  ]
  openssl('req', '-new', ...subject, '-config', 'openssl.cnf', '-keyout', 'key.pem', '-out', 'request.pem')
  const year = new Date().getUTCFullYear()
  const [start, end] = expired ? [year - 3, year - 2] : [year - 1, year + 2]
  const dates = ['-startdate', `${start}0101000000Z`, '-enddate', `${end}0101000000Z`]
  const signing = ['-batch', '-notext', '-selfsign', '-config', 'openssl.cnf', '-keyfile', 'key.pem']
  openssl('ca', ...signing, ...dates, '-in', 'request.pem', '-out', 'cert.pem')
  const [key, cert] = [readFileSync(file('key.pem'), 'utf8'), readFileSync(file('cert.pem'), 'utf8')]
  writeFileSync(file('both.pem'), cert + key)
  // Proxies of tests run as nobody.
  chmodSync(folder, 0o755)
  return {
    key,
    cert,
    certFile: file('cert.pem'),
    pemFile: file('both.pem'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

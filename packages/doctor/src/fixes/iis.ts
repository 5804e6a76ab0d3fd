/** IIS with Application Request Routing: the WebSocket feature, the proxy's buffer and its time-out. */
import type { ProxyFix } from './proxy-fix.ts'

export const iis: ProxyFix = {
  title: 'IIS with ARR',
  snippet: `REM Once, as administrator: the WebSocket feature, then the proxy without a response buffer and with a longer time-out.
dism /online /enable-feature /featurename:IIS-WebSockets
%windir%\\system32\\inetsrv\\appcmd set config -section:system.webServer/proxy /enabled:"True" /preserveHostHeader:"True" /responseBufferLimit:"0" /timeout:"00:01:30" /commit:apphost

<!-- web.config of the site, with the URL Rewrite module -->
<configuration>
  <system.webServer>
    <webSocket enabled="false" />  <!-- ARR handles the upgrade, not IIS itself -->
    <rewrite>
      <rules>
        <rule name="copydesk" stopProcessing="true">
          <match url="(.*)" />
          <action type="Rewrite" url="http://127.0.0.1:4600/{R:1}" />
        </rule>
      </rules>
    </rewrite>
  </system.webServer>
</configuration>
`,
}

# shellcheck shell=sh
# shellcheck disable=SC2154,SC2317 # ddns-scripts sets them, and sources it in a function
# A service of OpenWrt's ddns-scripts, which finds the address and says when. "Optional Parameter" (param_opt) names the site's key file.
if [ -z "${__IP:-}" ]; then return 1; fi
/usr/bin/ddns53-client update --quiet --force --address "$__IP" "${param_opt:-/etc/ddns53/$username.curl}" || return 1
return 0

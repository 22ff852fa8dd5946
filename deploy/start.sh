#!/bin/sh
# 启动政图 / start Zhengtu. Needs no installation and no administrator.
here=$(cd "$(dirname "$0")" && pwd)
fits() { "$1" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] not in "@PYTHONS@".split())' 2>/dev/null; }
for python in "$here/python/bin/python3" "$ZHENGTU_PYTHON" python3.12 python3.11 python3.13 python3 python; do
  if [ -n "$python" ] && fits "$python"; then
    exec "$python" "$here/start.py" "$@"
  fi
done
echo "需要 Python（@PYTHONS@ 之一）：请先安装，或把它解压为本文件夹中的 python/ 。" >&2
echo "Needs a Python, one of: @PYTHONS@. Install it, or unpack one as python/ in this folder." >&2
exit 1

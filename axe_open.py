from playwright.sync_api import sync_playwright
session=open("/tmp/LOOK/sessions").read().split()[0]
axe=open("/tmp/LOOK/node_modules/axe-core/axe.min.js").read()
with sync_playwright() as p:
    b=p.chromium.launch(executable_path="/usr/bin/chromium",args=["--no-sandbox"])
    for th in ("light","dark"):
        c=b.new_context(viewport={"width":1440,"height":900},color_scheme=th,bypass_csp=True); c.add_cookies([{"name":"sessionid","value":session,"url":"http://127.0.0.1:8123"}])
        pg=c.new_page(); pg.goto("http://127.0.0.1:8123/giao-dien/"); pg.evaluate(axe)
        def run(n):
            for v in pg.evaluate("axe.run({runOnly:['wcag2a','wcag2aa','wcag21aa','wcag22aa','best-practice']})")["violations"]: print(n,th,v["id"],[(x["target"],x["failureSummary"][:200]) for x in v["nodes"][:3]])
        pg.locator(".user-menu summary").click(); run("menu"); pg.keyboard.press("Escape")
        pg.keyboard.press("Alt+/"); run("keys"); pg.keyboard.press("Escape")
        pg.locator("[data-open-dialog=rut-quyet-dinh]").click(); run("confirm"); pg.keyboard.press("Escape")
        pg.locator("form[data-keep] [name=full_name]").fill("x"); pg.wait_for_timeout(500); pg.reload(); pg.evaluate(axe); run("draft")
        c.set_offline(True); pg.wait_for_timeout(200); run("offline"); c.set_offline(False)
        pg.evaluate("htmx.ajax('GET','/bang/',{target:'#thong-bao'})"); pg.wait_for_timeout(600); print("failed note:",pg.locator("#thong-bao").inner_text()[:60]); run("failed")
        pg.locator("a.btn-primary").first.hover(); run("hover"); c.close()

/** Everything the screens can do beyond links and forms. Each module stands alone and works by data attributes. */
import "./confirm.js";
import "./theme.js";
import "./rail.js";
import "./menu.js";
import "./toast.js";
import "./drawer.js";
import "./tabs.js";
import "./scroll.js";
import "./keys.js";
import "./palette.js";
import "./count.js";
import "./chips.js";
import "./copy.js";
import "./autosave.js";
import "./upload.js";
import "./drag.js";

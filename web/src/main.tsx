// Where the page begins.
import { render } from "preact";
import "uplot/dist/uPlot.min.css";
import "./base.css";
import "./frame.css";
import "./screens.css";
import "./build.css";
import "./chat.css";
import "./desk.css";
import "./about.css";
import "./skills.css";
import { App } from "./app";

const root = document.getElementById("app");
if (root) render(<App />, root);
